import { type GitObject, treeObject } from '../../git/object-id.ts';
import type { Place } from '../place.ts';
import { commitOf } from '../commit-of.ts';

/** How the message of each commit of an archive begins. */
export const ARCHIVE_MESSAGE = 'handoff-archive';

/** Of the commit at which a prune began it anew: who has it may replace an archive that still holds what was pruned. */
export const ANEW_MESSAGE = `${ARCHIVE_MESSAGE}: anew`;

/** A commit with thousands of parents is slow to read and refused by some tools; a chain of one each is long. */
const MOST_PARENTS = 64;

/**
 * A commit of the archive. Its parents are the archives before it and the versions that it takes in, so that all of
 * their history stays reachable; where those are many, commits of an empty tree join them, 64 and 64. The same for the
 * same parts, whoever makes it.
 */
export const archiveCommit = (
  place: Place,
  of: {
    readonly tree: string;
    readonly before: readonly string[];
    readonly versions: readonly string[];
    /** Seconds since 1970. */
    readonly time: number;
    readonly message?: string;
  },
): { readonly id: string; readonly objects: readonly GitObject[] } => {
  const dated: Place = { ...place, clock: { now: () => new Date(of.time * 1000) } };
  const empty = treeObject(place.format, []);
  const objects: GitObject[] = [];
  let joined = [...new Set(of.versions)].sort();
  while (joined.length > MOST_PARENTS - of.before.length) {
    const groups = grouped(joined);
    const commits = groups.map((parents) =>
      commitOf(dated, { tree: empty.id, parents, message: `${ARCHIVE_MESSAGE}: versions\n` }),
    );
    if (objects.length === 0) objects.push(empty);
    objects.push(...commits);
    joined = commits.map(({ id }) => id);
  }
  const parents = [...of.before, ...joined];
  const commit = commitOf(dated, { tree: of.tree, parents, message: `${of.message ?? ARCHIVE_MESSAGE}\n` });
  return { id: commit.id, objects: [...objects, commit] };
};

const grouped = (commits: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(commits.length / MOST_PARENTS) }, (_, group) =>
    commits.slice(group * MOST_PARENTS, (group + 1) * MOST_PARENTS),
  );

export const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000);
