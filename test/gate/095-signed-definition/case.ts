import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';
import { RERUN } from '../policies.ts';
import { knownSigner, signing } from '../signers.ts';

/** The script of a required check is changed, which a signed handoff claims; main moves, and it is rebased. */
const rebased =
  (moved: string): Script =>
  async (scene) => {
    await scene.sh(`git checkout -q main
      seq -f '# %g' 1 30 >> scripts/test.sh
      git commit -qam 'longer script'
      git checkout -q -B work`);
    await knownSigner(scene);
    const agent = scene.session();
    agent.edit('scripts/test.sh', '# 30', '# the end');
    await signing(scene, () => agent.save());
    await scene.sh(`git commit -qam work
      git checkout -q main
      ${moved}
      git commit -qam main
      git checkout -q work
      git rebase -q main`);
  };

export const gateCase: GateCase = {
  title: 'a signed change of what a required check does, on a main that moved',
  policy: `protect = ["scripts/**"]\n${RERUN}`,
  ...PASSES,
  script: {
    elsewhere: rebased('echo main > b.txt'),
    // what runs is no longer what was signed
    'in the same script': {
      ...weighs('definition_changed'),
      beside: ['protected_path_changed'],
      script: rebased("sed -i '/isAdmin/s/^/true; /' scripts/test.sh"),
    },
  },
};
