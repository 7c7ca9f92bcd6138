import { type GateCase, PASSES, refuses, type Script } from '../gate-case.ts';
import { knownSigner, signing } from '../signers.ts';

/** An agent changes two files, which nobody signs for but whoever does so in `then`. */
const unsigned =
  (trailer: string, then: Script): Script =>
  async (scene) => {
    await knownSigner(scene);
    const agent = scene.session();
    agent.edit('src/auth.js', 'user.isAdmin', 'user.isAdmin && user.isActive');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await scene.sh(`git commit -qam 'work${trailer}'`);
    return then(scene);
  };

export const gateCase: GateCase = {
  title: 'a person signs for what a handoff claims that nobody signed',
  policy: 'require_signed = true\nprotect = ["src/**"]\n',
  ...PASSES,
  script: {
    'the same steps': unsigned('', async (scene) => {
      await signing(scene, () => scene.byHand('I looked at it', 'src/auth.js', 'a.txt'));
    }),
    'the unsigned one is named': unsigned('\n\nHandoff: session-1', async (scene) => {
      await signing(scene, () => scene.byHand('I looked at it', 'src/auth.js', 'a.txt'));
    }),
    'a part of the paths': {
      ...refuses('signature_missing'),
      script: unsigned('', async (scene) => {
        await signing(scene, () => scene.byHand('I looked at it', 'src/auth.js'));
      }),
      also: ({ strict }) =>
        strict.findings.some(({ code }) => code === 'protected_path_changed') ? 'src/auth.js is signed for' : undefined,
    },
    // signed at one state, and the agent goes on
    'another state': {
      ...refuses('signature_missing'),
      beside: ['protected_path_changed'],
      script: unsigned('', async (scene) => {
        await signing(scene, () => scene.byHand('I looked at it', 'src/auth.js', 'a.txt'));
        const agent = scene.session();
        agent.edit('src/auth.js', 'user.isActive', 'true');
        await agent.save();
        await scene.sh('git commit -qam more');
      }),
    },
    'the last of two steps': {
      ...refuses('signature_missing'),
      beside: ['protected_path_changed'],
      script: unsigned('', async (scene) => {
        const agent = scene.session();
        agent.edit('src/auth.js', 'user.isActive', 'user.isKnown');
        await signing(scene, () => agent.save());
        await scene.sh('git commit -qam more');
      }),
    },
    // the steps in between are not what the person answers for: from the base to the head it is theirs
    'both steps in one': unsigned('', async (scene) => {
      const agent = scene.session();
      agent.edit('src/auth.js', 'user.isActive', 'user.isKnown');
      await agent.save();
      await scene.sh('git commit -qam more');
      await signing(scene, () => scene.byHand('I looked at it', 'src/auth.js', 'a.txt'));
    }),
    'a rider after the signature': {
      ...refuses('signature_missing'),
      beside: ['protected_path_changed', 'path_drifted'],
      script: unsigned('', async (scene) => {
        await signing(scene, () => scene.byHand('I looked at it', 'src/auth.js', 'a.txt'));
        await scene.sh("sed -i 's/isActive/isKnown/' src/auth.js && git commit -qam tidy");
      }),
    },
  },
};
