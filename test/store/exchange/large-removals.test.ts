import { describe, expect, it } from 'vitest';
import { openGit } from '../../../src/git/open-git.ts';
import { checkRoom } from '../../../src/store/exchange/check-room.ts';
import { recordsToSend } from '../../../src/store/exchange/records-to-send.ts';
import { type Place, placeOf } from '../../../src/store/place.ts';
import { type Clone, GRAVEYARD, origin } from '../../support/clones.ts';
import { MIB, buryLarge } from './large-record.ts';
import { tempRepo } from '../../support/temp-repo.ts';

const removed = async (clone: Clone): Promise<readonly string[]> =>
  (await clone.store.archive.removals()).map(({ artifact_id }) => artifact_id).toSorted();

const placeIn = async ({ dir, env }: Pick<Clone, 'dir' | 'env'>): Promise<Place> => {
  const git = openGit(env);
  return placeOf(git, await git.locate(dir), { now: () => new Date() });
};

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

it('a record that nobody else would take in is not sent', async () => {
  const a = await origin().clone();
  buryLarge(a, 'one', '1', 128);
  const place = await placeIn(a);
  const seen = {
    commit: a.git('rev-parse', GRAVEYARD),
    graveyard: undefined,
    foreign: null,
    damaged: null,
    archive: null,
  };
  const { tombstones, kept } = await recordsToSend(place, seen, true);
  expect(tombstones).toBe(null);
  expect([...kept.values()]).toMatchObject([{ artifact_id: GRAVEYARD, reason: 'too_large' }]);
  const unjoined = { ...seen, foreign: { reason: 'too_large' as const, detail: 'together they are more' } };
  expect((await recordsToSend(place, unjoined, true)).kept.get(GRAVEYARD)).toMatchObject(unjoined.foreign);
});

describe('what a remote adds with each fetch has to fit beside what is here', () => {
  it('however often one text is named', async () => {
    const repo = tempRepo();
    const place = await placeIn(repo);
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
