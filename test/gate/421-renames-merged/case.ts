import { type GateCase, type Judged, PASSES, type Script } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

const pushed = async ({ sh, base }: Scene): Promise<Judged> => {
  await sh(`git init -q --bare "${base}/remote.git"
    git push -q "file://${base}/remote.git" main work 'refs/opensession/*:refs/opensession/*'`);
  return { remote: { base: `file://${base}/remote.git` } };
};

/** The agent moves a file that main edits. */
const agentMoves =
  (then: string, where: (scene: Scene) => Promise<Judged | void> = async () => {}): Script =>
  async (scene) => {
    const { session, sh } = scene;
    const agent = session();
    await agent.sh('git mv long.txt tall.txt');
    agent.edit('tall.txt', 'long line 5\n', 'agent line 5\n');
    await agent.save();
    await sh(`git add -A && git commit -qm work
      git checkout -q main
      sed -i 's/^long line 30$/main line 30/' long.txt && git commit -qam edited
      git checkout -q work
      ${then}`);
    return where(scene);
  };

/** Main moves and edits it in one commit. */
const mainMoves = (then: string, where?: (scene: Scene) => Promise<Judged | void>): Script =>
  moved('git mv long.txt tall.txt', 'tall.txt', then, where);

const moved =
  (
    move: string,
    to: string,
    then = 'git rebase -q main',
    where: (scene: Scene) => Promise<Judged | void> = async () => {},
  ): Script =>
  async (scene) => {
    const { session, sh } = scene;
    const agent = session();
    agent.edit('long.txt', 'long line 5\n', 'agent line 5\n');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh(`git commit -qam work
      git checkout -q main
      ${move}
      sed -i 's/^long line 30$/main line 30/' ${to} && git commit -qam moved
      git checkout -q work
      ${then}`);
    return where(scene);
  };

/** The same, and another one edits it at its new place. */
const movedInTurn =
  (then: string, where: (scene: Scene) => Promise<Judged | void> = async () => {}): Script =>
  async (scene) => {
    const { session, sh } = scene;
    const agent = session();
    await agent.sh('git mv long.txt tall.txt');
    agent.edit('tall.txt', 'long line 5\n', 'agent line 5\n');
    await agent.save();
    await sh('git add -A && git commit -qm work');
    const other = session();
    other.edit('tall.txt', 'long line 20\n', 'other line 20\n');
    await other.save();
    await sh(`git commit -qam on
      git checkout -q main
      sed -i 's/^long line 30$/main line 30/' long.txt && git commit -qam edited
      git checkout -q work
      ${then}`);
    return where(scene);
  };

const AGAIN = `git merge -q --no-edit main && git checkout -q main
  sed -i 's/^long line 20$/main line 20/' long.txt && git commit -qam again
  git checkout -q work && git merge -q --no-edit main`;
const SQUASH = `git branch saved && git checkout -q -B work main
  git merge -q --squash saved > /dev/null && git commit -qm Work`;

export const gateCase: GateCase = {
  title: 'a file is moved on one side and edited on the other: git brings both together, and so do the claims',
  ...PASSES,
  script: {
    'the agent moves it; merged': agentMoves('git merge -q --no-edit main'),
    'the agent moves it; merged twice': agentMoves(AGAIN),
    'the agent moves it; merged, in CI': agentMoves('git merge -q --no-edit main', pushed),
    'the agent moves it; rebased': agentMoves('git rebase -q main'),
    'the agent moves it; rebased, in CI': agentMoves('git rebase -q main', pushed),
    'main moves and edits it; merged': mainMoves('git merge -q --no-edit main'),
    'main moves and edits it; merged, in CI': mainMoves('git merge -q --no-edit main', pushed),
    'main moves and edits it; rebased': mainMoves('git rebase -q main'),
    'main moves and edits it; squashed': mainMoves(SQUASH),
    'main moves and edits it; rebased, in CI': mainMoves('git rebase -q main', pushed),
    'main moves and edits it; squashed, in CI': mainMoves(SQUASH, pushed),
    'main moves it below its own name; rebased': moved(
      'git mv long.txt tall.txt && mkdir long.txt && git mv tall.txt long.txt/of.txt',
      'long.txt/of.txt',
    ),
    'main moves it to a name that is no UTF-8; rebased': moved(
      "git mv long.txt $(printf 'caf\\351.txt')",
      "$(printf 'caf\\351.txt')",
    ),
    'the agent moves it; merged, and another one goes on': async (scene) => {
      await agentMoves('git merge -q --no-edit main')(scene);
      const other = scene.session();
      other.edit('tall.txt', 'long line 20\n', 'other line 20\n');
      await other.save();
      await scene.sh('git commit -qam on');
    },
    'the agent moves it, another one goes on; merged': movedInTurn('git merge -q --no-edit main'),
    'the agent moves it, another one goes on; rebased': movedInTurn('git rebase -q main'),
    'the agent moves it, another one goes on; merged, in CI': movedInTurn('git merge -q --no-edit main', pushed),
    'the agent moves it, another one goes on; rebased, in CI': movedInTurn('git rebase -q main', pushed),
    'main moves and edits it; merged, and another one goes on': async (scene) => {
      await mainMoves('git merge -q --no-edit main')(scene);
      const other = scene.session();
      other.edit('tall.txt', 'long line 20\n', 'other line 20\n');
      await other.save();
      await scene.sh('git commit -qam on');
    },
    'two agents': async ({ session, sh }) => {
      const agent = session();
      await agent.sh('git mv long.txt tall.txt');
      agent.edit('tall.txt', 'long line 5\n', 'agent line 5\n');
      await agent.save();
      await sh(`git add -A && git commit -qm work && git checkout -q -b side main`);
      const other = session();
      other.edit('long.txt', 'long line 30\n', 'other line 30\n');
      await other.save();
      await sh(`git commit -qam side && git checkout -q work && git merge -q --no-edit side`);
    },
  },
};
