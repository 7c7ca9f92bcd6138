import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';

/** Main changes a line within the context of the agent's hunk; `bring` puts the work on top of it. */
const moved =
  (bring: string): Script =>
  async ({ session, sh }) => {
    const agent = session();
    agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam work');
    await sh(`git checkout -q main
      sed -i 's/^long line 37$/main line 37/' long.txt
      git commit -qam main
      git checkout -q work
      ${bring}`);
  };

export const gateCase: GateCase = {
  title: 'rebased without a conflict past a line right beside the claimed one, without a hook of ours',
  ...PASSES,
  script: {
    rebased: {
      script: moved('git rebase -q main'),
      also: ({ strict }) => (strict.paths[1]?.binding === 'patch' ? undefined : `bound by ${strict.paths[1]?.binding}`),
    },
    'squashed onto it': moved(
      'git checkout -q -b pushed main && git merge -q --squash work > /dev/null && git commit -qm Work',
    ),
    'two sessions in turn': async ({ session, sh }) => {
      for (const line of ['39', '35']) {
        const agent = session();
        agent.edit('long.txt', `long line ${line}\n`, `agent line ${line}\n`);
        await agent.save();
        await sh(`git commit -qam 'line ${line}'`);
      }
      await sh(`git checkout -q main
        sed -i 's/^long line 37$/main line 37/' long.txt
        git commit -qam main
        git checkout -q work
        git rebase -q main`);
    },
    'two lines, one of them picked': async ({ session, sh }) => {
      for (const line of ['39', '5']) {
        const agent = session();
        agent.edit('long.txt', `long line ${line}\n`, `agent line ${line}\n`);
        await agent.save();
        await sh(`git commit -qam 'line ${line}'`);
      }
      await sh(`git checkout -q -b release main
        sed -i 's/^long line 7$/release line 7/' long.txt
        git commit -qam release
        git checkout -q -b backport
        git cherry-pick work > /dev/null`);
      return { base: 'release' };
    },
    'with one more line': {
      ...weighs('path_drifted', 'long.txt'),
      script: moved(
        "git rebase -q main && sed -i 's/^long line 20$/rider/' long.txt && git commit -q --amend --no-edit -a",
      ),
    },
    'with one more line in a commit of its own': {
      ...weighs('path_drifted', 'long.txt'),
      script: moved("git rebase -q main && sed -i 's/^long line 20$/rider/' long.txt && git commit -qam tidy"),
    },
    'another mode': {
      ...weighs('path_drifted', 'long.txt'),
      script: moved('git rebase -q main && chmod +x long.txt && git commit -q --amend --no-edit -a'),
    },
    "main's line taken back": {
      ...weighs('path_drifted', 'long.txt'),
      script: moved(
        "git rebase -q main && sed -i 's/^main line 37$/long line 37 /' long.txt && git commit -q --amend --no-edit -a",
      ),
    },
  },
};
