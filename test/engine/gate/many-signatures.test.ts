/** Thousands of versions about one change, each with a signature of its own: what it takes to judge them is bounded. */
import { expect, test } from 'vitest';
import { filesDigest, payloadOf, signatureText } from '../../../src/domain/signature.ts';
import { judgeChange } from '../../../src/engine/gate/judge-change.ts';
import type { World } from '../../../src/engine/ports.ts';
import type { Scene } from './gate-scene.ts';
import { remoteScene } from './remote-scene.ts';
import { SOMEBODY } from '../../support/somebody.ts';

const REF = 'refs/opensession/handoff/artifacts/one';

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;

/** Versions on top of the artifact, each signed for what it holds by whatever key. */
const signed = async ({ repo }: Pick<Scene, 'repo'>, count: number): Promise<void> => {
  const repository = repo.git('rev-list', '--max-parents=0', 'main').split('\n');
  const names = repo.git('ls-tree', '--name-only', REF).split('\n');
  const texts = Object.fromEntries(names.map((name) => [name, repo.git('cat-file', 'blob', `${REF}:${name}`)]));
  const message = repo.git('log', '-1', '--format=%B', REF);
  const commits: string[] = [];
  for (let index = 0; index < count; index++) {
    const files: { [name: string]: string } = { ...texts, 'HANDOFF.md': `# ${index}` };
    const payload = payloadOf({
      artifact_id: 'one',
      repository,
      digest: await filesDigest(new Map(Object.entries(files))),
    });
    files['signature.json'] = signatureText({ format: 'ssh', payload, signature: 'of somebody' });
    const from = index === 0 ? `from ${repo.git('rev-parse', REF)}\n` : '';
    const written = Object.entries(files).map(([name, text]) => `M 100644 inline ${name}\n${data(text)}`);
    commits.push(
      `commit ${REF}\ncommitter a <a@b> ${1_900_000_000 + index} +0000\n${data(message)}${from}${written.join('')}`,
    );
  }
  repo.gitWith({ input: commits.join('') }, 'fast-import', '--quiet', '--force');
};

/** Of a world in which no key is trusted: how many signatures were looked at. */
const counting = (): { readonly signing: World['signing']; readonly looked: () => number } => {
  let looked = 0;
  const judge = async () => {
    looked++;
    return { state: 'untrusted' as const, by: null, reason: 'a stranger' };
  };
  const signing = () => ({ judge }) as unknown as ReturnType<World['signing']>;
  return { signing, looked: () => looked };
};

const place = async () => {
  const made = await remoteScene(undefined, { '.opensession/allowed_signers': SOMEBODY });
  made.repo.write('a.txt', 'agent\n');
  await made.save('one', ['a.txt']);
  return made;
};

test('a number of them is looked at, the newest of each artifact first', async () => {
  const made = await place();
  await signed(made, 520);
  made.repo.commit('work');
  const { signing, looked } = counting();
  const { report } = await judgeChange({ ...made.world, signing }, { strict: false, base: 'main' });
  expect(looked()).toBe(512);
  expect(report).toMatchObject({ verdict: 'pass', artifacts: [{ id: 'base:one' }] });
});

test('each is looked at once, however often a gate that waits reads its version', async () => {
  const made = await place();
  await signed(made, 3);
  made.repo.commit('work\n\nHandoff: one\nHandoff: never-comes');
  made.push();
  const { signing, looked } = counting();
  let pauses = 0;
  const pause = async () => void pauses++;
  const report = await made.report({ waitSeconds: 30 }, { signing, pause });
  expect(pauses).toBeGreaterThan(3);
  expect(looked()).toBe(3);
  expect(report.findings.map(({ code }) => code)).toContain('artifact_named_missing');
});
