import { type GateCase, notes } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

const fixed = async ({ session, sh }: Scene): Promise<void> => {
  const agent = session();
  agent.edit('long.txt', 'long line 39\n', 'fixed line 39\n');
  agent.ran('npm test');
  await agent.save();
  await sh('git commit -qam fix');
};

export const gateCase: GateCase = {
  title: 'a fix is picked to a release branch, where the file is the same or not',
  ...notes('check_other_tree'),
  script: {
    same: async (scene) => {
      await scene.sh('git checkout -q -b release main && echo release > b.txt && git commit -qam release');
      await scene.sh('git checkout -q work');
      await fixed(scene);
      await scene.sh('git checkout -q -b backport release && git cherry-pick work > /dev/null');
      return { base: 'release' };
    },
    differs: async (scene) => {
      await scene.sh(`git checkout -q -b release main
        sed -i 's/^long line 2$/release line 2/' long.txt
        git commit -qam release
        git checkout -q work`);
      await fixed(scene);
      await scene.sh('git checkout -q -b backport release && git cherry-pick work > /dev/null');
      return { base: 'release' };
    },
  },
};
