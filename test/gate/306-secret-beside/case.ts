import type { Manifest } from '../../../src/domain/manifest.ts';
import type { Scene } from '../scene.ts';
import { type Forgery, forge } from '../forge.ts';
import { type GateCase, type Judged, refuses, type Script } from '../gate-case.ts';

const ID = 'session-1';
/** Made here, so that no scanner finds one in this file. */
const SECRET = ['gh', 'p_', 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4'].join('');
const ESCAPED = SECRET.replace('gh', String.raw`\u0067h`);

const holding =
  (forgery: Forgery, then: (scene: Scene) => Promise<Judged | void> = async () => {}): Script =>
  async (scene) => {
    const agent = scene.session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await forge(scene, ID, { keepOthers: true, ...forgery });
    await scene.sh('git commit -qam work');
    return then(scene);
  };

const fork = async ({ sh, base }: Scene): Promise<Judged> => {
  await sh(`git init -q --bare "${base}/base.git" && git init -q --bare "${base}/fork.git"
    git push -q "file://${base}/base.git" main
    git push -q "file://${base}/fork.git" main work 'refs/opensession/*:refs/opensession/*'`);
  return { remote: { base: `file://${base}/base.git`, fork: `file://${base}/fork.git` } };
};

export const gateCase: GateCase = {
  title: 'a secret in what lies beside artifact.json',
  ...refuses('secret_present'),
  script: {
    'in the manifest': holding({
      manifest: (manifest: Manifest) => ({
        ...manifest,
        unresolved: [...manifest.unresolved, { path: `notes-${SECRET}`, reason: 'ignored' }],
      }),
    }),
    'in the page': holding({ others: { 'HANDOFF.md': `# Handoff\n\nuse ${SECRET}\n` } }),
    'in the page, of a fork': holding({ others: { 'HANDOFF.md': `# Handoff\n\nuse ${SECRET}\n` } }, fork),
    'in the report': holding({ others: { 'report.json': `{"note":"${ESCAPED}"}\n` } }),
    'in a file that nobody knows': holding({ others: { [`${SECRET}.txt`]: `use ${SECRET}\n` } }),
  },
  also: ({ strict }) => (JSON.stringify(strict).includes(SECRET) ? 'the secret is told' : undefined),
};
