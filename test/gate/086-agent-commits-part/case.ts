import { type GateCase, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the agent commits what is done and goes on; a person deletes later what it wrote',
  default: 'pass',
  strict: 'fail',
  main: { code: 'claim_left_out', default: 'note', strict: 'error', path: 'b.txt' },
  script: {
    'the rest is not committed': async ({ session }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.sh('git commit -qam "first part"');
      agent.write('b.txt', 'agent\n');
      await agent.save();
    },
    'a person deletes it': {
      ...weighs('path_drifted', 'b.txt'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        agent.write('b.txt', 'agent\n');
        await agent.save();
        await sh('git commit -qam work && git rm -q b.txt && git commit -qm "not needed"');
      },
    },
  },
};
