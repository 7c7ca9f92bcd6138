import { type GateCase, notes } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'one of the files is dropped again on the branch',
  ...notes('claim_outside_change', 'b.txt'),
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.write('b.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam work');
    await sh('git checkout -q main -- b.txt && git commit -qm "b is for another time"');
  },
};
