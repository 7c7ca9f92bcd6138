import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';

const SQUASH = 'git checkout -q -b pushed main && git merge -q --squash work > /dev/null && git commit -qm "Work (#7)"';

/** Two sessions in one branch, main moves in the same file, and the branch is squashed; judged on the push. */
const squashed =
  (between: string, after: string): Script =>
  async ({ session, sh }) => {
    for (const line of ['39', '35']) {
      const agent = session();
      agent.write(`${line}.txt`, 'agent\n');
      agent.edit('long.txt', `long line ${line}\n`, `agent line ${line}\n`);
      await agent.save();
      await sh(`git add -A && git commit -qm 'line ${line}'`);
    }
    await sh(`git checkout -q main
      sed -i 's/^long line 37$/main line 37/' long.txt
      git commit -qam main
      git checkout -q work`);
    await sh(between);
    await sh(`${SQUASH}\n${after}`);
  };

export const gateCase: GateCase = {
  title: 'the work of two sessions, squashed onto a main that moved right beside it: what its pull request is worth',
  ...PASSES,
  script: {
    squashed: squashed('', ''),
    'main was merged in before': squashed('git merge -q --no-edit main', ''),
    'and work went on after that': async ({ session, sh }) => {
      const one = session();
      one.edit('long.txt', 'long line 39\n', 'agent line 39\n');
      await one.save();
      await sh('git commit -qam one');
      await sh(`git checkout -q main
        sed -i 's/^long line 37$/main line 37/' long.txt
        git commit -qam main
        git checkout -q work
        git merge -q --no-edit main`);
      const two = session();
      two.edit('long.txt', 'long line 35\n', 'agent line 35\n');
      await two.save();
      await sh('git commit -qam two');
      await sh(`git checkout -q main
        sed -i 's/^long line 33$/main line 33/' long.txt
        git commit -qam more
        git checkout -q work
        ${SQUASH}`);
    },
    'a rider in the pull request': {
      ...weighs('path_drifted', 'long.txt'),
      script: squashed("sed -i 's/^long line 2$/rider/' long.txt && git commit -qam tidy", ''),
    },
    'a rider in the squash': {
      ...weighs('path_drifted', 'long.txt'),
      script: squashed('', "sed -i 's/^long line 2$/rider/' long.txt && git commit -q --amend --no-edit -a"),
    },
    "main's side dropped by the squash": {
      ...weighs('base_overwritten', 'long.txt'),
      script: squashed('', 'git checkout -q work -- long.txt && git commit -q --amend --no-edit'),
    },
  },
};
