import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openGit } from '../../../src/git/open-git.ts';
import { checkRoom } from '../../../src/store/exchange/check-room.ts';
import { type Place, placeOf } from '../../../src/store/place.ts';
import { TOMBSTONES_MESSAGE } from '../../../src/store/tombstones.ts';
import { type Clone, GRAVEYARD, origin } from '../../support/clones.ts';
import { tempRepo } from '../../support/temp-repo.ts';

const MIB = 1024 * 1024;

/** Begins a record with one removal, beside a text of 1 MiB that stands under 40 names: it is read for each of them. */
const buryLarge = (clone: Clone, id: string, digit: string): void => {
  const commit = digit.repeat(40);
  const removal = { artifact_id: id, commit, removed_at: '2026-02-03T04:05:06.789Z', reason: 'removed', versions: [] };
  const kept = (text: string): string => {
    writeFileSync(join(clone.dir, 'removal'), text);
    return clone.git('hash-object', '-w', 'removal');
  };
  const [small, large] = [kept(JSON.stringify(removal)), kept(' '.repeat(MIB))];
  const shard = createHash('sha256').update(id).digest('hex').slice(0, 2);
  const names = Array.from({ length: 40 }, (_, index) => `${large},${shard}/${id}-${index}@${commit}`);
  const entries = [`${small},${shard}/${id}@${commit}`, ...names].flatMap((entry) => [
    '--cacheinfo',
    `100644,${entry}`,
  ]);
  clone.git('update-index', '--add', ...entries);
  const made = clone.git('commit-tree', clone.git('write-tree'), '-m', `${TOMBSTONES_MESSAGE}1`);
  clone.git('update-ref', GRAVEYARD, made);
};

const removed = async (clone: Clone): Promise<readonly string[]> =>
  (await clone.store.archive.removals()).map(({ artifact_id }) => artifact_id).toSorted();

it('two records of removals are joined, and whoever has none takes what they make', { timeout: 60_000 }, async () => {
  const remote = origin();
  const [a, b] = [await remote.clone(), await remote.clone()];
  buryLarge(a, 'one', '1');
  buryLarge(b, 'two', '2');
  expect(await a.push()).toMatchObject({ problem: null, kept: [] });
  expect(await b.push()).toMatchObject({ problem: null, kept: [] });
  const fresh = await remote.clone();
  expect(await fresh.fetch()).toMatchObject({ problem: null, refused: [] });
  for (const clone of [b, fresh]) expect(await removed(clone)).toEqual(['one', 'two']);
});

describe('what a remote adds with each fetch has to fit beside what is here', () => {
  it('however often one text is named', async () => {
    const repo = tempRepo();
    const git = openGit(repo.env);
    const place = placeOf(git, await git.locate(repo.dir), { now: () => new Date() });
    const blob = repo.gitWith({ input: ' '.repeat(MIB) }, 'hash-object', '-w', '--stdin');
    const named = (from: number, to: number): ReadonlyMap<string, string> =>
      new Map(Array.from({ length: to - from }, (_, index) => [`name ${from + index}`, blob]));
    await checkRoom(place, { here: named(0, 100), fresh: named(90, 128) });
    const room = checkRoom(place, { here: named(0, 100), fresh: named(90, 129) });
    await expect(room).rejects.toThrow(/more than is kept: 129 of 128 MiB of removals; .*prune --removals/);
    // what is larger already takes nothing more in, and nothing is asked of it
    await checkRoom(place, { here: named(0, 200), fresh: new Map() });
  });

  it('names are counted apart', async () => {
    const named = (letter: string) => new Map([[letter.repeat(20 * MIB), 'blob']]);
    const room = checkRoom({} as Place, { here: named('a'), fresh: named('b') });
    await expect(room).rejects.toThrow(/more than is kept: 40 of 32 MiB of names/);
  });
});
