import { refOf } from '../forge.ts';
import { type GateCase, PASSES, refuses, type Script } from '../gate-case.ts';
import { RECORDED } from '../policies.ts';
import { knownSigner, signing } from '../signers.ts';
import type { Scene } from '../scene.ts';

/** Versions of the tree upon the handoff, as many as nobody saves by hand. */
const upon = ({ sh }: Scene, tree: string, count: number): Promise<string> =>
  sh(`message=$(git log -1 --format=%B ${refOf('session-1')})
    tip=$(git rev-parse ${refOf('session-1')})
    for at in $(seq ${count}); do tip=$(git commit-tree -p $tip -m "$message" ${tree}^{tree}); done
    git update-ref ${refOf('session-1')} $tip`);

/** The first version is committed, and the session goes on elsewhere, saved each time. */
const early: Script = async (scene) => {
  const { session, sh } = scene;
  const agent = session();
  agent.write('a.txt', 'first\n');
  await agent.save();
  await sh('git commit -qam work');
  for (let turn = 0; turn < 20; turn++) {
    agent.write('a.txt', `later ${turn}\n`);
    await agent.save();
  }
  await sh('git checkout -q a.txt');
};

export const gateCase: GateCase = {
  title: 'all versions of a handoff count, however many there are: the early work, and the early failure',
  policy: 'wait_seconds = 0\n',
  ...PASSES,
  script: {
    'early work': early,
    // so that no version is of the head's very tree
    "early work beside a person's": async (scene) => {
      await early(scene);
      scene.write('c.txt', 'person\n');
      await scene.sh('git commit -qam polish');
      await scene.byHand('polish', 'c.txt');
    },
    'early work, in CI': async (scene) => {
      await early(scene);
      const { sh, base } = scene;
      await sh(`git init -q --bare "${base}/remote.git"
        git push -q "file://${base}/remote.git" main work 'refs/opensession/*:refs/opensession/*'`);
      return { remote: { base: `file://${base}/remote.git` } };
    },
    // of so many versions not every signature is looked at, but that of what was committed is
    'early work that was signed for': {
      policy: 'require_signed = true\n',
      script: async (scene) => {
        await knownSigner(scene);
        await signing(scene, async () => early(scene));
      },
    },
    'an early failure, buried': {
      policy: RECORDED,
      ...refuses('verification_failed'),
      script: async (scene) => {
        const { session, sh } = scene;
        const agent = session();
        agent.write('a.txt', 'agent\n');
        agent.ran('npm test');
        const passing = await agent.save();
        agent.ran('npm test', { exit: 1 });
        await agent.save();
        await upon(scene, passing, 40);
        await sh('git commit -qam work');
      },
    },
    'a decoy with thousands of versions beside it': async (scene) => {
      await early(scene);
      const { sh } = scene;
      const ref = refOf('session-1');
      await sh(`message=$(git log -1 --format=%B ${ref} | sed 's/session-1/decoy/g')
        { for at in $(seq 3000); do
          printf 'commit refs/decoy\\ncommitter x <x> %s +0000\\ndata %s\\n%s\\n' $((NOW + at)) $((\${#message} + 1)) "$message"
        done; } | git fast-import --quiet --force
        tree=$(git rev-parse ${ref}^{tree})
        git update-ref ${refOf('decoy')} $(git commit-tree -p refs/decoy -m "$message" $tree)
        git update-ref -d refs/decoy`);
    },
    // a round for each age would be over after three
    'a decoy beside it whose versions have forty parents each': async (scene) => {
      await early(scene);
      const ref = refOf('session-1');
      await scene.sh(`message=$(git log -1 --format=%B ${ref} | sed 's/session-1/decoy/g')
        commit() { printf 'commit %s\nmark :%s\ncommitter x <x> %s +0000\ndata %s\n%s\n' $1 $2 $((NOW + $2)) $((\${#message} + 1)) "$message"; }
        { for at in $(seq 2400); do commit refs/old-$at $at; done
          for at in $(seq 60); do
            commit refs/decoy-$at $((2400 + at))
            for of in $(seq $((at * 40 - 39)) $((at * 40))); do echo "merge :$of"; done
          done; } | git fast-import --quiet --force
        tree=$(git rev-parse ${ref}^{tree})
        git update-ref ${refOf('decoy')} $(git commit-tree $(for at in $(seq 60); do echo "-p refs/decoy-$at"; done) -m "$message" $tree)
        git for-each-ref --format='delete %(refname)' refs/old-* refs/decoy-* | git update-ref --stdin`);
    },
  },
};
