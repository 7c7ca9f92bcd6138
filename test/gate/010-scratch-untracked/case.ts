import { type GateCase, notes } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a stray file of a person lies about when the handoff is saved',
  ...notes('check_other_tree'),
  script: async ({ session, sh, write }) => {
    write('scratch.txt', 'mine\n');
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.ran('npm test');
    await agent.save();
    await sh('git commit -qam work');
  },
};
