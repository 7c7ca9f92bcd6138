import { type GateCase, refuses, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the change does the opposite of what the handoff says',
  ...refuses('claim_contradicted', 'b.txt'),
  script: {
    'said to be deleted, and edited': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.sh('rm b.txt');
      await agent.save();
      await sh('echo kept > b.txt && git commit -qam work');
    },
    'said to be deleted, so committed, and later there again': {
      ...weighs('path_drifted', 'b.txt'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        await agent.sh('rm b.txt');
        await agent.save();
        await sh('git commit -qam work && echo kept > b.txt && git add b.txt && git commit -qm "b is needed"');
      },
    },
    'said to be edited, and deleted': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      agent.write('b.txt', 'agent\n');
      await agent.save();
      await sh('git rm -qf b.txt && git commit -qam work');
    },
  },
};
