import { type GateCase, notes } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'rebased onto a main that moved elsewhere',
  ...notes('check_other_tree'),
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.ran('npm test');
    await agent.save();
    await sh('git commit -qam work');
    await sh('git checkout -q main && echo main > b.txt && git commit -qam main && git checkout -q work');
    await sh('git rebase -q main');
  },
};
