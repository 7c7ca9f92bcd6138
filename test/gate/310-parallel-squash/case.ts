import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

/** Each agent changes a line of the same file on a branch of its own, from main; their branches are merged. */
const parallel = async ({ session, sh }: Scene, lines: readonly number[]): Promise<void> => {
  for (const line of lines) {
    await sh(`git checkout -q -B agent-${line} main`);
    const agent = session();
    agent.edit('long.txt', `long line ${line}\n`, `agent ${line}\n`);
    await agent.save();
    await sh(`git commit -qam 'line ${line}'`);
  }
  await sh(`git checkout -q -B work main
    for line in ${lines.join(' ')}; do git merge -q --no-ff --no-edit agent-$line; done`);
};

const SQUASH = `git reset -q --soft main && git commit -qm 'all of it

Co-authored-by: Claude <noreply@anthropic.com>'`;

const squashed =
  (...lines: number[]): Script =>
  async (scene) => {
    await parallel(scene, lines);
    await scene.sh(SQUASH);
  };

export const gateCase: GateCase = {
  title: 'agents work on one file at once, each from main; what git makes of their branches is squashed',
  ...PASSES,
  script: {
    'of two': squashed(3, 30),
    'of four': squashed(3, 14, 25, 36),
    'of two, on a main that moved': async (scene) => {
      const { sh, write, read } = scene;
      await parallel(scene, [3, 30]);
      await sh(`${SQUASH} && git checkout -q main`);
      write('long.txt', read('long.txt').replace('long line 17', 'main 17'));
      await sh('git commit -qam moved && git checkout -q work && git rebase -q main');
    },
    'with a line of a person': {
      ...weighs('path_drifted', 'long.txt'),
      beside: ['handoff_missing'],
      default: 'fail',
      script: async (scene) => {
        await parallel(scene, [3, 30]);
        scene.write('long.txt', scene.read('long.txt').replace('long line 17', 'rider'));
        await scene.sh(`git commit -qam rider && ${SQUASH}`);
      },
    },
  },
};
