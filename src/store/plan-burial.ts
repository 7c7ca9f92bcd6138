import { type ArtifactId, TOMBSTONES_REF } from '../domain/refs.ts';
import { MAX_VERSIONS, type RemovalReason, tombstonePath, tombstoneText } from '../domain/tombstone.ts';
import { inHalves } from '../git/in-halves.ts';
import { type GitObject, gitObject } from '../git/object-id.ts';
import { parentsBelow } from '../git/parents-below.ts';
import type { RefChange } from '../git/update-ref.ts';
import { commitOf } from './commit-of.ts';
import type { Place } from './place.ts';
import { TOMBSTONES_MESSAGE, graveyardTrees, readGraveyard } from './tombstones.ts';

export interface Burial {
  readonly id: ArtifactId;
  /** The tip that was read: the ref is deleted only from there. */
  readonly commit: string;
}

/** What is written and which ref moves when removals are recorded; no process more for many than for one. */
export const planBurial = async (
  place: Place,
  reason: RemovalReason,
  burials: readonly Burial[],
): Promise<{ readonly objects: readonly GitObject[]; readonly changes: readonly RefChange[] }> => {
  if (burials.length === 0) return { objects: [], changes: [] };
  const removed_at = place.clock.now().toISOString();
  const versions = await versionsBelow(place, [...new Set(burials.map(({ commit }) => commit))]);
  const before = await readGraveyard(place);
  const files = new Map(before.files);
  const objects: GitObject[] = [];
  for (const { id, commit } of burials) {
    const removal = { artifact_id: id, commit, removed_at, reason, versions: versions.get(commit) ?? [commit] };
    const blob = gitObject(place.format, 'blob', tombstoneText(removal));
    objects.push(blob);
    files.set(await tombstonePath(removal), blob.id);
  }
  const trees = graveyardTrees(place, files, [before]);
  const parents = before.commit === null ? [] : [before.commit];
  const message = `${TOMBSTONES_MESSAGE}${burials.length}\n`;
  const commit = commitOf(place, { tree: trees.at(-1)?.id ?? '', parents, message });
  const change = { ref: TOMBSTONES_REF, from: before.commit, to: commit.id };
  return { objects: [...objects, ...trees, commit], changes: [change] };
};

/** Each commit and its ancestors, the newest first. One that cannot be read is removed as well, by itself. */
const versionsBelow = async (
  place: Place,
  commits: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const parts = await inHalves(commits, {
    ask: async (some) => [...below(some, await parentsBelow(place, some))],
    alone: () => [],
  });
  return new Map(parts.flat());
};

const below = (
  commits: readonly string[],
  parents: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> => {
  const order = new Map([...parents.keys()].map((commit, index) => [commit, index]));
  return new Map(
    commits.map((tip) => {
      const found = new Set([tip]);
      for (const commit of found) {
        if (found.size >= MAX_VERSIONS) break;
        for (const parent of parents.get(commit) ?? []) found.add(parent);
      }
      const sorted = [...found].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
      return [tip, sorted.slice(0, MAX_VERSIONS)];
    }),
  );
};
