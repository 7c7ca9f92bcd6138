import { TOMBSTONES_REF } from '../domain/refs.ts';
import { parseTombstone } from '../domain/tombstone.ts';
import { readEach } from '../git/read-objects.ts';
import { commitOf } from './commit-of.ts';
import { type Found, newestOf, recordsAmong } from './lost-records.ts';
import type { Place } from './place.ts';
import { type Left, recordsIn } from './records-in.ts';
import { type Graveyard, TOMBSTONES_MESSAGE } from './tombstones.ts';

/** Between the time of a removal and that of its commit there is the reading of all that was removed. */
const MOST_SECONDS = 600;
/** Of trees, and of commits, that are tried: anybody may have made more. */
const MOST_TRIED = 16;

/**
 * What a commit of removals said that was lost, where those very bytes can be made again of a record whose commit is gone and
 * the commit that it went on from. The id proves it: nothing that came with somebody's branch makes it.
 * @returns null: it cannot be told
 */
export const remadeCommit = async (place: Place, lost: string): Promise<Found | null> => {
  const found = await recordsAmong(place, TOMBSTONES_REF);
  if (found === null) return null;
  const newest = newestOf(found).flatMap((id) => ({ id, tree: found.get(id)?.tree ?? id }));
  const trees = newest.filter(({ id, tree }) => id === tree).slice(0, MOST_TRIED);
  const parents = newest.filter(({ id, tree }) => id !== tree).slice(0, MOST_TRIED);
  const known = new Map<string, Left>();
  const pasts: Graveyard[] = [{ commit: null, files: new Map() }];
  for (const { id, tree } of parents) pasts.push({ commit: id, ...(await recordsIn(place, tree, known)) });
  for (const { tree } of trees) {
    const { files } = await recordsIn(place, tree, known);
    const times = await timesOf(place, files);
    for (const { commit, files: before } of pasts) {
      const said = { tree, parents: commit === null ? [] : [commit] };
      const added = [...files].flatMap(([path, blob]) => (before.get(path) === blob ? [] : (times.get(path) ?? 0)));
      if (makes(place, lost, { ...said, added })) return said;
    }
  }
  return null;
};

/** As the commit of a burial is made: of all that was removed at once, and a moment later. @param added when each was removed */
const makes = (place: Place, lost: string, { added, ...said }: Found & { added: readonly number[] }): boolean => {
  const removed = added.reduce((last, time) => Math.max(last, time), 0);
  const message = `${TOMBSTONES_MESSAGE}${added.length}\n`;
  const at = (seconds: number): Place => ({ ...place, clock: { now: () => new Date(removed + seconds * 1000) } });
  return Array.from({ length: MOST_SECONDS }, (_, seconds) => at(seconds)).some(
    (then) => commitOf(then, { ...said, message }).id === lost,
  );
};

/** When each of these was removed, in milliseconds since 1970; 0: that cannot be read. */
const timesOf = async (place: Place, files: Graveyard['files']): Promise<ReadonlyMap<string, number>> => {
  const blobs = await readEach(place.git, [...files.values()], place);
  const times = [...files.keys()].map((path, index): [string, number] => {
    const removal = parseTombstone(path, blobs[index]?.bytes.toString('utf8') ?? '');
    return [path, Date.parse(removal?.removed_at ?? '') || 0];
  });
  return new Map(times);
};
