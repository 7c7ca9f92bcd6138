import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'two commits, each of which pins the version of its time: the later one holds',
  ...PASSES,
  script: async ({ session, sh }) => {
    const agent = session();
    for (const path of ['a.txt', 'b.txt']) {
      agent.write(path, 'agent\n');
      const version = await agent.save();
      await sh(`git commit -qam 'work

Handoff: session-1@${version}'`);
    }
  },
};
