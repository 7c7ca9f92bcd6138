import { type GateCase, weighs } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

/** A fix of main is reverted far below the head, which has an old commit of main for another parent. */
const crafted = async ({ session, sh }: Scene): Promise<void> => {
  await sh(`git checkout -q main
    git tag old
    sed -i 's/user.isAdmin/user.isAdmin \\&\\& user.isActive/' src/auth.js
    git commit -qam 'fix: inactive users'
    git commit -q --allow-empty -m two
    git commit -q --allow-empty -m three
    git checkout -q -B work
    git checkout -q old -- src/auth.js
    git commit -qam quiet
    for at in 1 2 3 4; do git commit -q --allow-empty -m $at; done`);
  const agent = session();
  agent.write('a.txt', 'agent\n');
  await agent.save();
  await sh('git commit -qam work && git merge -q --no-ff -s ours -m old old || true');
  await sh('git reset -q --hard $(git commit-tree -p HEAD -p old -m merged HEAD^{tree})');
};

export const gateCase: GateCase = {
  title: 'a parent that is crafted so that a shallow clone finds a merge base in which a fix was not yet there',
  ...weighs('files_unclaimed', 'src/auth.js'),
  script: {
    'the whole history': crafted,
    'depth 4': async (scene) => {
      await crafted(scene);
      const cwd = `${scene.base}/ci`;
      await scene.sh(`git clone -q --depth 4 --no-single-branch --branch work "file://${scene.dir}" "${cwd}"
        cd "${cwd}"
        git branch -q main origin/main
        git fetch -q origin '+refs/opensession/*:refs/opensession/*'`);
      return { cwd, remote: { base: `file://${scene.dir}` } };
    },
  },
};
