import { type Also, type Expected, type GateCase, type Judged, PASSES, refuses, type Script } from '../gate-case.ts';
import type { Scene } from '../scene.ts';
import { knownSigner, signing } from '../signers.ts';

const MERGE = "git merge -q --no-ff -m 'Merge work' work";
const SQUASH = "git merge -q --squash work > /dev/null && git commit -qm 'Work (#7)'";

/** A signed change is brought to main, and main takes it back. */
const takenBack =
  (bring: string, then: Script): Script =>
  async (scene) => {
    await knownSigner(scene);
    const agent = scene.session();
    agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
    await signing(scene, () => agent.save());
    await scene.sh(`git commit -qam work
      git checkout -q main
      ${bring}`);
    await scene.sh('git revert --no-edit $(git rev-parse HEAD^2 > /dev/null 2>&1 && echo -m 1) HEAD > /dev/null');
    return then(scene);
  };

const run =
  (...scripts: readonly string[]): Script =>
  async ({ sh }) => {
    for (const script of scripts) await sh(script);
  };

const AGAIN = 'git checkout -q -b again && git revert --no-edit HEAD > /dev/null';
const signedAgain = async (scene: Scene): Promise<void> => {
  await scene.sh(AGAIN);
  await signing(scene, () => scene.byHand('the build is mended'));
};

const pushed = async ({ sh, base }: Scene): Promise<Judged> => {
  await sh(`git init -q --bare "${base}/base.git"
    git push -q "file://${base}/base.git" main work again 'refs/opensession/*'`);
  return { remote: { base: `file://${base}/base.git` } };
};

const ANEW: Expected & { readonly also: Also } = { ...PASSES, beside: [], also: () => undefined };

export const gateCase: GateCase = {
  title: 'a signed change that main took back is brought again',
  policy: 'require = "always"\nrequire_signed = true\nprotect = ["long.txt"]\n',
  ...refuses('handoff_missing'),
  beside: ['files_unclaimed', 'protected_path_changed'],
  also: ({ strict }) => {
    const path = strict.paths.find((one) => one.path === 'long.txt');
    return path?.binding === 'replayed' && path.signed.length === 0 ? undefined : `bound by ${path?.binding}`;
  },
  script: {
    'a revert of the revert': takenBack(MERGE, run(AGAIN)),
    'between remotes': takenBack(MERGE, async (scene) => {
      await scene.sh(AGAIN);
      return pushed(scene);
    }),
    'between remotes, on a main that moved in the same file': takenBack(SQUASH, async (scene) => {
      await scene.sh("sed -i 's/^long line 2$/main line 2/' long.txt && git commit -qam main");
      await scene.sh('git checkout -q -b again && git cherry-pick work > /dev/null');
      return pushed(scene);
    }),
    'after a squash': takenBack(SQUASH, run(AGAIN)),
    'after a fast-forward': takenBack('git merge -q --ff-only work', run(AGAIN)),
    'named again': takenBack(
      SQUASH,
      run(`${AGAIN} && git commit -q --amend -m 'again

Handoff: session-1'`),
    ),
    // the merge base is from before all of it, and merging still brings it again
    'the old branch itself, opened again': takenBack(SQUASH, run('git checkout -q work')),
    'on a main that moved in the same file': takenBack(
      SQUASH,
      run(
        "sed -i 's/^long line 2$/main line 2/' long.txt && git commit -qam main",
        'git checkout -q -b again && git cherry-pick work > /dev/null',
      ),
    ),
    'taken back on a main that had moved': takenBack(
      `sed -i 's/^long line 37$/main line 37/' long.txt && git commit -qam main && ${SQUASH}`,
      run(AGAIN),
    ),
    // saved after it was taken back, and on a branch that does not have that: git cannot tell it from an old one
    'on the old branch, signed for again': takenBack(SQUASH, async (scene) => {
      await scene.sh('git checkout -q work');
      await signing(scene, () => scene.byHand('the build is mended', 'long.txt'));
    }),
    'signed for again': { ...ANEW, script: takenBack(MERGE, signedAgain) },
    'signed for again, and rebased': {
      ...ANEW,
      script: takenBack(SQUASH, async (scene) => {
        await signedAgain(scene);
        await scene.sh('git checkout -q main && echo main > b.txt && git commit -qam main && git checkout -q again');
        await scene.sh('git rebase -q main');
      }),
    },
    'signed for again, and taken back again': takenBack(SQUASH, async (scene) => {
      await signedAgain(scene);
      await scene.sh(`git checkout -q main && git merge -q --ff-only again && git revert --no-edit HEAD > /dev/null
        git checkout -q -b third && git revert --no-edit HEAD > /dev/null`);
    }),
    // a release that never had it takes nothing again
    'picked to a release': {
      ...ANEW,
      script: async (scene) => {
        await scene.sh('git branch release main');
        await takenBack(MERGE, async ({ sh }) => {
          await sh('git checkout -q -b release-2 release && git checkout -q main -- .opensession');
          await sh('git commit -qm signers && git checkout -q -b backport && git cherry-pick work > /dev/null');
        })(scene);
        return { base: 'release-2' };
      },
    },
    'what follows on it, before it was rebased': {
      ...ANEW,
      policy: 'require = "always"\nrequire_signed = true\nprotect = ["src/**"]\n',
      script: async (scene) => {
        await knownSigner(scene);
        const one = scene.session();
        one.edit('long.txt', 'long line 39\n', 'agent line 39\n');
        await signing(scene, () => one.save());
        await scene.sh(`git commit -qam one
          git checkout -q main
          ${SQUASH}
          sed -i 's/^long line 37$/main line 37/' long.txt
          git commit -qam main
          git checkout -q work`);
        const two = scene.session();
        two.edit('src/sum.js', 'a + b', 'b + a');
        await signing(scene, () => two.save());
        await scene.sh('git commit -qam two');
      },
    },
  },
};
