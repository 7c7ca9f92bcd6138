import { type GateCase, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a conflict of the rebase is resolved by hand, in one file of two',
  ...weighs('path_drifted', 'a.txt'),
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.write('b.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam work');
    await sh('git checkout -q main && echo main > a.txt && git commit -qam main && git checkout -q work');
    await sh(`git rebase -q main > /dev/null 2>&1 || true
      echo both > a.txt
      git add a.txt
      GIT_EDITOR=true git rebase --continue > /dev/null`);
  },
};
