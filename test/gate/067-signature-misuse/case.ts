import { forge, refOf, replaceFiles } from '../forge.ts';
import { type GateCase, refuses, type Script } from '../gate-case.ts';
import type { Scene } from '../scene.ts';
import { allowSigner, commitSigners, signsWith } from '../signers.ts';

const PERSON = 'person@example.test';

/** A signed handoff for a change of one file, named by its commit; `spoil` comes between. */
const signed =
  (
    spoil: (scene: Scene) => Promise<void>,
    how: {
      readonly options?: string;
      readonly unknown?: boolean;
      readonly revoked?: boolean;
      readonly krl?: string;
    } = {},
  ): Script =>
  async (scene) => {
    await signsWith(scene, 'key');
    await allowSigner(scene, 'key', PERSON, how.options);
    if (how.unknown === true) await signsWith(scene, 'another');
    if (how.revoked === true) await scene.sh(`cp "${scene.base}/key.pub" "${scene.base}/revoked_keys"`);
    // a list of the kind that `ssh-keygen -k` writes is no text
    if (how.krl !== undefined)
      await scene.sh(`ssh-keygen -q -t ed25519 -N '' -f "${scene.base}/gone"
        ssh-keygen -q -k -f "${scene.base}/revoked_keys" "${scene.base}/${how.krl}.pub"`);
    const isList = how.revoked === true || how.krl !== undefined;
    await commitSigners(scene, 'allowed_signers', ...(isList ? ['revoked_keys'] : []));
    const agent = scene.session();
    agent.write('a.txt', 'agent\n');
    await scene.sh('git config --unset commit.gpgSign');
    await agent.save();
    await scene.sh(`git -c commit.gpgSign=false commit -qam 'work

Handoff: session-1'`);
    await spoil(scene);
  };

const kept = async ({ sh }: Scene, name: string): Promise<string> =>
  `${await sh(`git cat-file blob ${refOf('session-1')}:${name}`)}\n`;

export const gateCase: GateCase = {
  title: 'a signature that is not one of this artifact, here, now, by somebody whom main knows',
  policy: 'require_signed = true\n',
  ...refuses('signature_invalid'),
  beside: ['handoff_missing', 'files_unclaimed'],
  script: {
    'as it should be': { default: 'pass', strict: 'pass', main: null, beside: [], script: signed(async () => {}) },
    'beside a revocation list of other keys': {
      default: 'pass',
      strict: 'pass',
      main: null,
      beside: [],
      script: signed(async () => {}, { krl: 'gone' }),
    },
    'by a key of a revocation list': signed(async () => {}, { krl: 'key' }),
    'of another id': signed(async (scene) => {
      // under the other id everything fits but the signature, which speaks of the first
      await scene.sh(`git update-ref ${refOf('session-2')} ${refOf('session-1')}
        git update-ref -d ${refOf('session-1')}
        git commit -q --amend -m 'work

Handoff: session-2'`);
      await forge(scene, 'session-2', {
        artifact: (artifact) => ({ ...artifact, artifact_id: 'session-2' }),
        keepOthers: true,
      });
    }),
    'of another repository': signed(async (scene) => {
      const cwd = `${scene.base}/other`;
      await scene.sh(
        `git init -q --initial-branch=main "${cwd}" && git -C "${cwd}" commit -q --allow-empty -m 'another root'`,
      );
      const agent = scene.session({ cwd });
      agent.write('a.txt', 'agent\n');
      await agent.save('session-1');
      await scene.sh(`git fetch -q "${cwd}" '+refs/opensession/*:refs/opensession/*'`);
    }),
    'of other content': signed(async (scene) => {
      await replaceFiles(scene, 'session-1', {
        'artifact.json': await kept(scene, 'artifact.json'),
        'manifest.json': (await kept(scene, 'manifest.json')).replace('"claimed":true', '"claimed":false'),
        'signature.json': await kept(scene, 'signature.json'),
      });
    }),
    'by nobody known': { ...refuses('signature_missing'), script: signed(async () => {}, { unknown: true }) },
    // as of a key that nobody knows: an author whose key was replaced since did nothing wrong
    'by a key that is over': {
      ...refuses('signature_missing'),
      script: signed(async () => {}, { options: 'valid-before="20200101" ' }),
    },
    'by a key for other things': {
      ...refuses('signature_missing'),
      script: signed(async () => {}, { options: 'namespaces="git" ' }),
    },
    'by a revoked key': signed(async () => {}, { revoked: true }),
    'made as one of a commit': signed(async (scene) => {
      const file = JSON.parse(await kept(scene, 'signature.json')) as { readonly payload: string };
      const signature = await scene.sh(`ssh-keygen -q -Y sign -n git -f "${scene.base}/key"`, { input: file.payload });
      await forge(scene, 'session-1', {
        keepOthers: true,
        others: { 'signature.json': JSON.stringify({ ...file, signature: `${signature}\n` }) },
      });
    }),
    'by nobody': {
      ...refuses('signature_missing'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh('git commit -qam work');
      },
    },
  },
};
