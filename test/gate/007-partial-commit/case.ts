import type { GateCase } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'one of three claimed files is committed',
  default: 'pass',
  strict: 'fail',
  main: { code: 'claim_left_out', default: 'note', strict: 'error', path: 'b.txt' },
  script: async ({ session, sh }) => {
    const agent = session();
    for (const path of ['a.txt', 'b.txt', 'c.txt']) agent.write(path, `agent ${path}\n`);
    await agent.save();
    await sh('git add a.txt && git commit -qm part');
  },
};
