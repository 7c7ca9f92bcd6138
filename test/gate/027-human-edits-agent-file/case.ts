import { type GateCase, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a person polishes a file of the agent before the commit',
  ...weighs('path_drifted', 'a.txt'),
  script: async ({ session, sh, write }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.write('b.txt', 'agent\n');
    await agent.save();
    write('a.txt', 'agent, polished\n');
    await sh('git commit -qam work');
  },
};
