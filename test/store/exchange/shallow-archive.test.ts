import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OpenSessionError } from '../../../src/domain/errors.ts';
import { ARCHIVE_REF, toArtifactId } from '../../../src/domain/refs.ts';
import { type Clone, PREFIX, origin } from '../../support/clones.ts';
import { versionOf } from '../artifact-fixture.ts';

const foldIt = (clone: Clone, id: string) =>
  clone.store.archive.fold([{ id: toArtifactId(id), commit: clone.git('rev-parse', `${PREFIX}${id}`) }]);

/** A clone that has `one` and `two` archived, and one that fetched no more than the newest commits of that. */
const withShallow = async () => {
  const remote = origin();
  const [a, b] = [await remote.clone(), await remote.clone()];
  for (const mark of ['first', 'second']) await a.save('one', mark);
  await a.save('two', 'a');
  for (const id of ['one', 'two']) await foldIt(a, id);
  await a.push();
  a.git('commit', '--quiet', '--allow-empty', '-m', 'own work');
  a.git('push', '--quiet', 'origin', 'main');
  b.git('fetch', '--quiet', '--depth=1', 'origin', 'refs/opensession/*:refs/opensession/*');
  return { remote, a, b };
};

const UNSHALLOW = expect.stringContaining(`git fetch --unshallow origin ${ARCHIVE_REF}`);

describe('where the archive is a shallow one', () => {
  it('no history is begun anew beside it, and the way to have it all is told', async () => {
    const { remote, b } = await withShallow();
    const left = { code: 'artifact_incomplete', hint: UNSHALLOW };
    await expect(b.save('one', 'third')).rejects.toMatchObject(left);
    const [one] = await b.store.saveAll([await versionOf('one'), await versionOf('new')]);
    expect(one).toMatchObject(left);
    await expect(b.store.archive.restore(toArtifactId('one'))).rejects.toMatchObject(left);
    expect(b.git('for-each-ref', '--format=%(refname)', PREFIX)).toBe(`${PREFIX}new`);
    remote.git('update-ref', '-d', 'refs/heads/main'); // git fetches no more than branches by itself
    b.git(...(one as OpenSessionError).hint!.split(' ').slice(1), '--quiet');
    await b.save('one', 'third');
    expect(b.git('rev-list', '--count', `${PREFIX}one`)).toBe('3');
  });

  it('a version upon what was fetched one deeper is previewed, and what the remote has below it is not counted', async () => {
    const { b } = await withShallow();
    b.git('fetch', '--quiet', '--deepen=2', 'origin', 'refs/opensession/*:refs/opensession/*');
    await b.save('one', 'third');
    const { outcome, bytes } = await b.previewPush();
    expect(outcome.sent).toMatchObject([{ artifact_id: 'one' }]);
    expect(bytes).toBeGreaterThan(0);
    const brought = b.git('rev-list', '--disk-usage', '--objects', `${PREFIX}one`, '--not', ARCHIVE_REF);
    expect(bytes).toBeLessThan(2 * Number(brought));
  });

  it('a version upon a cut one is previewed also where the remote went on from that', async () => {
    const { a, b } = await withShallow();
    for (const mark of ['first', 'second']) await a.save('live', mark);
    await a.push();
    b.git('fetch', '--quiet', '--depth=1', 'origin', `${PREFIX}live:${PREFIX}live`);
    await b.save('live', 'here');
    await a.save('live', 'there');
    await a.push();
    expect((await b.previewPush()).outcome.sent).toMatchObject([{ artifact_id: 'live' }]);
  });

  it('what cannot be joined with the remote, or sent there, is told with the way', async () => {
    const { remote, a, b } = await withShallow();
    const [two] = (await a.store.archive.list()).filter(({ artifact_id }) => artifact_id === 'two');
    await a.store.archive.drop([{ id: toArtifactId('two'), commit: two?.commit ?? '' }]);
    await a.push();
    expect((await b.fetch()).refused).toMatchObject([{ artifact_id: ARCHIVE_REF, reason: UNSHALLOW }]);
    expect((await b.push()).kept).toContainEqual({ artifact_id: ARCHIVE_REF, reason: 'incomplete', detail: UNSHALLOW });
    remote.git('update-ref', '-d', ARCHIVE_REF);
    remote.git('gc', '--quiet', '--prune=now');
    expect((await b.push()).kept).toContainEqual({ artifact_id: ARCHIVE_REF, reason: 'rejected', detail: UNSHALLOW });
  });
});

it('an artifact that was archived from a shallow clone comes in again when somebody restored it', async () => {
  const remote = origin();
  const [a, b] = [await remote.clone(), await remote.clone()];
  for (const mark of ['first', 'second']) await a.save('live', mark);
  await a.push();
  b.git('fetch', '--quiet', '--depth=1', 'origin', `${PREFIX}live:${PREFIX}live`);
  await foldIt(b, 'live');
  await b.push();
  await a.fetch({ prune: true });
  await a.store.archive.restore(toArtifactId('live'));
  await a.push();
  expect(await b.fetch()).toMatchObject({ joined: [{ artifact_id: 'live', is: 'taken' }], problem: null });
  expect(b.git('rev-parse', `${PREFIX}live`)).toBe(a.git('rev-parse', `${PREFIX}live`));
  await b.save('live', 'third');
  expect((await b.push()).kept).toEqual([]);
});

it('to a remote that has nothing yet goes what is whole, and of what is cut the remote is told that has the rest', async () => {
  const remote = origin();
  const [a, b] = [await remote.clone(), await remote.clone()];
  await a.save('whole', 'a');
  for (const mark of ['first', 'second']) await a.save('cut', mark);
  await a.push();
  b.git('fetch', '--quiet', '--depth=1', 'origin', 'refs/opensession/*:refs/opensession/*');
  b.git('init', '--quiet', '--bare', join(remote.base, 'new.git'));
  b.git('remote', 'add', 'new', join(remote.base, 'new.git'));
  const to = (await b.exchange.remotes()).find(({ name }) => name === 'new')!;
  const { sent, kept } = await b.exchange.push({ remote: to, ids: 'all', timeoutMs: 60_000, onProgress: () => {} });
  expect(sent).toMatchObject([{ artifact_id: 'whole' }]);
  const detail = expect.stringContaining(`git fetch --unshallow origin ${PREFIX}cut`);
  expect(kept).toMatchObject([{ artifact_id: 'cut', reason: 'rejected', detail }]);
});

it('a version whose commit is gone from an archive that is whole is not told as cut', async () => {
  const { a } = await withShallow();
  const [one] = (await a.store.archive.list()).filter(({ artifact_id }) => artifact_id === 'one');
  const commit = one?.commit ?? '';
  rmSync(join(a.dir, '.git/objects', commit.slice(0, 2), commit.slice(2)));
  const gone = { code: 'artifact_corrupt', hint: expect.stringContaining('opensession doctor') };
  await expect(a.store.archive.restore(toArtifactId('one'))).rejects.toMatchObject(gone);
});
