import { type GateCase, weighs } from '../gate-case.ts';

const PYTHON = 'def close(user):\n    if user.is_admin:\n        user.log()\n        user.remove()\n';

export const gateCase: GateCase = {
  title: 'a line of Python moves out of its `if` after the save: nothing but white space changes',
  ...weighs('path_drifted', 'close.py'),
  script: {
    'by a commit': async ({ session, sh }) => {
      const agent = session();
      agent.write('close.py', PYTHON);
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh(
        "git add -A && git commit -qm work && sed -i 's/^        user.remove/    user.remove/' close.py && git commit -qam tidy",
      );
    },
    'while it is rebased': async ({ session, sh }) => {
      await sh(
        `git checkout -q main
        cat long.txt - > close.py
        git add .
        git commit -qm close
        git checkout -q -B work`,
        { input: PYTHON },
      );
      const agent = session();
      agent.edit('close.py', 'long line 20\n', 'agent line 20\n');
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('git commit -qam work');
      await sh(`git checkout -q main
        sed -i 's/^long line 2$/main line 2/' close.py
        git commit -qam main
        git checkout -q work
        git rebase -q main
        sed -i 's/^        user.remove/    user.remove/' close.py
        git commit -qa --amend --no-edit`);
    },
  },
};
