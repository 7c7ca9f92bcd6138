/** An artifact that was saved at each turn for months. */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { toArtifactId } from '../../../src/domain/refs.ts';
import { PREFIX, type Clone, origin } from '../../support/clones.ts';
import { versionOf } from '../artifact-fixture.ts';

const VERSIONS = 5000;

const saveMany = async (clone: Clone, id: string): Promise<void> => {
  const { files, message } = await versionOf(id);
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const blobs = Object.entries(files).map(([name, text]) => `M 100644 inline ${name}\n${data(text)}`);
  const commits = Array.from({ length: VERSIONS }, (_, index) =>
    [
      `commit ${PREFIX}${id}\ncommitter opensession <cli@opensession.io> ${1_770_000_000 + index} +0000\n`,
      data(message),
      ...(index === 0 ? blobs : [`M 100644 inline report.json\n${data(`{"n":${index}}`)}`]),
    ].join(''),
  );
  execFileSync('git', ['fast-import', '--quiet'], { cwd: clone.dir, env: clone.env, input: commits.join('') });
};

it('is sent, fetched, archived and removed like any other', async () => {
  const remote = origin();
  const [a, b, behind] = [await remote.clone(), await remote.clone(), await remote.clone()];
  await saveMany(a, 'long');
  expect(await a.push()).toMatchObject({ kept: [], problem: null, sent: [{ artifact_id: 'long' }] });
  expect(await b.fetch()).toMatchObject({ refused: [], problem: null, joined: [{ artifact_id: 'long' }] });
  const tip = b.git('rev-parse', `${PREFIX}long`);
  expect(b.git('rev-list', '--count', tip)).toBe(String(VERSIONS));
  behind.git('fetch', '--quiet', `file://${a.dir}`, `${PREFIX}long`);
  behind.git('update-ref', `${PREFIX}long`, `FETCH_HEAD~${VERSIONS - 10}`);
  await b.store.archive.fold([{ id: toArtifactId('long'), commit: tip }]);
  expect(await b.push()).toMatchObject({ kept: [], problem: null, deleted: [{ artifact_id: 'long' }] });
  expect(await a.fetch({ prune: true })).toMatchObject({ dead: [{ artifact_id: 'long', deleted: true }] });
  expect((await a.store.find(toArtifactId('long'))).archived).toBe(true);
  expect(await behind.push()).toMatchObject({ sent: [], kept: [{ artifact_id: 'long', reason: 'removed' }] });
  expect(remote.git('for-each-ref', PREFIX)).toBe('');
});
