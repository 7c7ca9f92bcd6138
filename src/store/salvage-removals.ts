/** What can still be read of a record of removals that is damaged. */
import { type CommitHeaders, commitHeaders, messageOf } from '../git/commit-headers.ts';
import { readEach } from '../git/read-objects.ts';
import type { Place } from './place.ts';
import { type Left, recordsIn } from './records-in.ts';
import { remadeCommit } from './remade-commit.ts';
import { type Graveyard, TOMBSTONES_MESSAGE } from './tombstones.ts';

/** Of the history of a record: removals stay in it, so that what is lost of the newest is in one a little older. */
const MOST_COMMITS = 256;

/**
 * The removals of a damaged record that are left: of the commit, and where folders of it are gone, of those that it goes on
 * from. @param commit where its ref is
 */
export const salvageRemovals = async (place: Place, commit: string): Promise<Graveyard['files']> => {
  const files = new Map<string, string>();
  const seen = new Set([commit]);
  const known = new Map<string, Left>();
  for (const id of seen) {
    const said = (await saidBy(place, id)) ?? (id === commit ? await remadeCommit(place, id) : null);
    if (said === null) continue;
    const { files: left, isWhole } = await recordsIn(place, said.tree, known);
    for (const [path, blob] of left) if (!files.has(path)) files.set(path, blob);
    if (isWhole) continue;
    for (const parent of said.parents) if (seen.size < MOST_COMMITS) seen.add(parent);
  }
  return files;
};

const saidBy = async (place: Place, id: string): Promise<CommitHeaders | null> => {
  const [found] = await readEach(place.git, [id], place);
  const isRecord = found?.type === 'commit' && messageOf(found.bytes).startsWith(TOMBSTONES_MESSAGE);
  return isRecord ? commitHeaders(found.bytes) : null;
};
