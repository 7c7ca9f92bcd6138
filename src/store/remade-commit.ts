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
  for (const { tree } of trees) {
    const { files } = await recordsIn(place, tree, known);
    if (await makes(place, lost, { tree, parents: [], added: files })) return { tree, parents: [] };
    for (const parent of parents) {
      const before = await recordsIn(place, parent.tree, known);
      const added = new Map([...files].filter(([path, blob]) => before.files.get(path) !== blob));
      if (await makes(place, lost, { tree, parents: [parent.id], added })) return { tree, parents: [parent.id] };
    }
  }
  return null;
};

/** As the commit of a burial is made: of all that was removed at once, and a moment later. */
const makes = async (
  place: Place,
  lost: string,
  { tree, parents, added }: Found & { readonly added: Graveyard['files'] },
): Promise<boolean> => {
  const removed = await lastRemoval(place, added);
  const message = `${TOMBSTONES_MESSAGE}${added.size}\n`;
  const at = (seconds: number) => ({ ...place, clock: { now: () => new Date(removed + seconds * 1000) } });
  return Array.from({ length: MOST_SECONDS }, (_, seconds) => at(seconds)).some(
    (then) => commitOf(then, { tree, parents, message }).id === lost,
  );
};

/** In milliseconds since 1970; 0: there is none. */
const lastRemoval = async (place: Place, files: Graveyard['files']): Promise<number> => {
  const blobs = await readEach(place.git, [...files.values()], place);
  const times = [...files.keys()].map((path, index) => {
    const removal = parseTombstone(path, blobs[index]?.bytes.toString('utf8') ?? '');
    return Date.parse(removal?.removed_at ?? '') || 0;
  });
  return times.reduce((last, time) => Math.max(last, time), 0);
};
