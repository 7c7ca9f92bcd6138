import { type GateCase, PASSES } from '../gate-case.ts';
import { allowSigner, commitSigners, signsWith } from '../signers.ts';

export const gateCase: GateCase = {
  title: 'the key that signed the handoff is no more among the signers of main, which asks for no signature',
  ...PASSES,
  script: async (scene) => {
    await signsWith(scene, 'old');
    await signsWith(scene, 'new');
    await allowSigner(scene, 'new', 'person@example.test');
    await scene.sh(`git config --global user.signingKey "${scene.base}/old.pub"`);
    await commitSigners(scene, 'allowed_signers');
    await scene.sh('git config --unset commit.gpgSign');
    const agent = scene.session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await scene.sh('git -c commit.gpgSign=false commit -qam work');
  },
  also: ({ strict }) => (strict.artifacts[0]?.trust === 'recorded' ? undefined : 'trusted'),
};
