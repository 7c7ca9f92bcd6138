import { type GateCase, type Judged, PASSES, type Script, weighs } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

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

/** CI has no content that was claimed: the commits that held it are gone. */
const pushed = async ({ sh, base }: Scene, name = 'work'): Promise<Judged> => {
  await sh(`git init -q --bare "${base}/remote.git"
    git push -q "file://${base}/remote.git" main ${name} 'refs/opensession/*:refs/opensession/*'`);
  return { remote: { base: `file://${base}/remote.git` } };
};

const inCi =
  (script: Script): Script =>
  async (scene) => {
    await script(scene);
    return pushed(scene);
  };

/** Agents in turn, each of whom changes a line of its own; main changes one between them; `bring` puts it on top. */
const inTurn =
  (bring: string): Script =>
  async (scene) => {
    const { session, sh } = scene;
    for (const line of ['39', '35', '5']) {
      const agent = session();
      agent.edit('long.txt', `long line ${line}\n`, `agent line ${line}\n`);
      await agent.save();
      await sh(`git commit -qam 'line ${line}'`);
    }
    await sh(`git checkout -q main
      sed -i 's/^long line 37$/main line 37/' long.txt
      git commit -qam main
      git checkout -q work
      ${bring}`);
    return pushed(scene);
  };

const SQUASH = `git branch saved && git checkout -q -B work main
  git merge -q --squash saved > /dev/null && git commit -qm Work`;

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
    'rebased, in CI': {
      script: inCi(moved('git rebase -q main')),
      also: ({ strict }) => (strict.paths[1]?.binding === 'patch' ? undefined : `bound by ${strict.paths[1]?.binding}`),
    },
    'many files, in CI': async (scene) => {
      const { session, sh, write } = scene;
      const names = Array.from({ length: 24 }, (_, at) => `f${at}.txt`);
      const text = (own: number): string =>
        Array.from({ length: 9 }, (_, at) => `${at === own ? 'own' : `line ${at}`}\n`).join('');
      for (const name of names) write(name, text(-1));
      await sh('git add -A && git commit -qm files && git branch -f main');
      const agent = session();
      for (const name of names) agent.write(name, text(2));
      await agent.save();
      await sh('git commit -qam work && git checkout -q main');
      for (const name of names) write(name, text(4));
      await sh('git commit -qam main && git checkout -q work && git rebase -q main');
      return pushed(scene);
    },
    'agents in turn, in CI': inTurn('git rebase -q main'),
    'agents in turn, squashed, in CI': inTurn(SQUASH),
    'with one more line, in CI': {
      ...weighs('path_drifted', 'long.txt'),
      script: inCi(
        moved("git rebase -q main && sed -i 's/^long line 20$/rider/' long.txt && git commit -q --amend --no-edit -a"),
      ),
    },
    'with one more line of a later agent, in CI': {
      ...weighs('path_drifted', 'long.txt'),
      beside: ['handoff_missing'],
      script: inTurn(
        "git rebase -q main && sed -i 's/^agent line 39$/rider/' long.txt && git commit -q --amend --no-edit -a",
      ),
    },
    "main's line taken back, in CI": {
      ...weighs('base_overwritten', 'long.txt'),
      script: inCi(
        moved(
          "git rebase -q main && sed -i 's/^main line 37$/long line 37/' long.txt && git commit -q --amend --no-edit -a",
        ),
      ),
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
