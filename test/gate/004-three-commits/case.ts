import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'one save, committed in three parts',
  ...PASSES,
  script: async ({ session, sh }) => {
    const agent = session();
    for (const path of ['a.txt', 'b.txt', 'c.txt']) agent.write(path, `agent ${path}\n`);
    await agent.save();
    await sh('for file in a b c; do git add $file.txt; git commit -qm "work on $file"; done');
  },
};
