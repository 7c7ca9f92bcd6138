import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TOMBSTONES_MESSAGE } from '../../../src/store/tombstones.ts';
import { type Clone, GRAVEYARD, origin } from '../../support/clones.ts';

const LARGE = ' '.repeat(40 * 1024 * 1024);

/** Begins a record with one removal that takes up more than half of what may come in at once. */
const buryLarge = (clone: Clone, id: string, digit: string): void => {
  const commit = digit.repeat(40);
  const removal = { artifact_id: id, commit, removed_at: '2026-02-03T04:05:06.789Z', reason: 'removed', versions: [] };
  const file = join(clone.dir, 'removal');
  writeFileSync(file, JSON.stringify({ ...removal, more: LARGE }));
  const path = `${createHash('sha256').update(id).digest('hex').slice(0, 2)}/${id}@${commit}`;
  clone.git('update-index', '--add', '--cacheinfo', `100644,${clone.git('hash-object', '-w', file)},${path}`);
  const made = clone.git('commit-tree', clone.git('write-tree'), '-m', `${TOMBSTONES_MESSAGE}1`);
  clone.git('update-ref', GRAVEYARD, made);
};

const removed = async (clone: Clone): Promise<readonly string[]> =>
  (await clone.store.archive.removals()).map(({ artifact_id }) => artifact_id).toSorted();

it('of a record that grew too large to come in at once only what is new counts', { timeout: 60_000 }, async () => {
  const remote = origin();
  const [a, b] = [await remote.clone(), await remote.clone()];
  buryLarge(a, 'one', '1');
  buryLarge(b, 'two', '2');
  expect(await a.push()).toMatchObject({ problem: null, kept: [] });
  expect(await b.push()).toMatchObject({ problem: null, kept: [] });
  expect(await a.fetch()).toMatchObject({ problem: null, refused: [] });
  for (const clone of [a, b]) expect(await removed(clone)).toEqual(['one', 'two']);
  // to whoever has none of it, it still is
  expect((await (await remote.clone()).fetch()).refused).toMatchObject([{ artifact_id: GRAVEYARD }]);
});
