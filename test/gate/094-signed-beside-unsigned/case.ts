import { type GateCase, PASSES, refuses, type Script, weighs } from '../gate-case.ts';
import { knownSigner, signing } from '../signers.ts';

const ALL = 'require_signed = true\n';

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

/** An agent changes a file, in two turns, and a person signs for what came out; main goes on in the file, and it is rebased. */
const rebased =
  (then = '', main = 's/^long line 20$/main line/'): Script =>
  async (scene) => {
    await knownSigner(scene);
    const { sh, session, byHand } = scene;
    for (const line of ['5', '9']) {
      const agent = session();
      agent.edit('long.txt', `long line ${line}\n`, `agent line ${line}\n`);
      await agent.save();
      await sh(`git commit -qam 'line ${line}'`);
    }
    await signing(scene, () => byHand('I looked at it', 'long.txt'));
    await sh(`git checkout -q main
      sed -i '${main}' long.txt
      git commit -qam main
      git checkout -q work
      git rebase -q main
      ${then}`);
  };

/** Signed with a line that the agent took out again: two versions that nobody signed together. */
const alternatives: Script = async (scene) => {
  await knownSigner(scene);
  const { sh, session } = scene;
  const agent = session();
  agent.edit('long.txt', 'long line 5\n', 'with a hole\n');
  await signing(scene, () => agent.save());
  agent.edit('long.txt', 'with a hole\n', 'long line 5\n');
  agent.edit('long.txt', 'long line 30\n', 'agent line 30\n');
  await signing(scene, () => agent.save());
  await sh(`git commit -qam work
    git checkout -q main
    sed -i 's/^long line 20$/main line/' long.txt
    git commit -qam main
    git checkout -q work
    git rebase -q main
    sed -i 's/^long line 5$/with a hole/' long.txt
    git commit -qam more`);
  const other = session();
  other.ran('true');
  await scene.byHand('more', 'long.txt');
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
    'rebased on a main that went on in the file': { policy: ALL, script: rebased() },
    'rebased, and the same step is claimed by both': {
      policy: ALL,
      script: async (scene) => {
        await knownSigner(scene);
        const { sh, session, byHand } = scene;
        const agent = session();
        agent.edit('long.txt', 'long line 5\n', 'agent line 5\n');
        await agent.save();
        await sh('git commit -qam work');
        await signing(scene, () => byHand('I looked at it', 'long.txt'));
        await sh(`git checkout -q main
          sed -i 's/^long line 20$/main line/' long.txt
          git commit -qam main
          git checkout -q work
          git rebase -q main`);
      },
    },
    'rebased past a line right beside it': { policy: ALL, script: rebased('', 's/^long line 7$/main line/') },
    'rebased, and a rider': {
      ...weighs('path_drifted', 'long.txt'),
      policy: ALL,
      beside: ['handoff_missing'],
      script: rebased("sed -i 's/^long line 30$/rider/' long.txt && git commit -q --amend --no-edit -a"),
    },
    'rebased, of two signed versions each a part': {
      ...refuses('signature_missing'),
      policy: ALL,
      script: alternatives,
    },
    // what is protected needs the very state
    'rebased, and protected': {
      ...weighs('protected_path_changed', 'long.txt'),
      policy: `${ALL}protect = ["*.txt"]\n`,
      script: rebased(),
    },
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
