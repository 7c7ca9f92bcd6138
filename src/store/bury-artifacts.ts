import { OpenSessionError } from '../domain/errors.ts';
import { type ArtifactId, TOMBSTONES_REF, artifactRef } from '../domain/refs.ts';
import { MAX_VERSIONS, type Removal, type RemovalReason, tombstonePath, tombstoneText } from '../domain/tombstone.ts';
import { gitObject } from '../git/object-id.ts';
import { updateRefs } from '../git/update-ref.ts';
import { writeObjects } from '../git/write-objects.ts';
import { backOff, isContended } from './append-version.ts';
import { commitOf } from './commit-of.ts';
import type { Place } from './place.ts';
import { tipOf } from './read-version.ts';
import { graveyardTrees, readGraveyard } from './tombstones.ts';

const TRIES = 100;

export interface Burial {
  readonly id: ArtifactId;
  /** The tip that was read: the ref is deleted only from there. */
  readonly commit: string;
}

/**
 * Deletes the refs of artifacts and records their removals, all in one transaction.
 * @throws ref_conflict when an artifact is not where it was read, ref_locked, no_space, read_only
 */
export const buryArtifacts = async (place: Place, reason: RemovalReason, burials: readonly Burial[]): Promise<void> => {
  const removed_at = place.clock.now().toISOString();
  const removals = await Promise.all(
    burials.map(async ({ id, commit }) => ({
      artifact_id: id,
      commit,
      removed_at,
      reason,
      versions: await versionsOf(place, commit),
    })),
  );
  for (let attempt = 1; ; attempt++) {
    try {
      return await bury(place, removals);
    } catch (error) {
      if (!isContended(error) || attempt >= TRIES || !(await areThere(place, burials))) throw error;
    }
    await backOff(attempt);
  }
};

/** The commit alone when its history cannot be read: what is broken is removed as well. */
const versionsOf = async ({ git, cwd }: Place, commit: string): Promise<readonly string[]> => {
  const args = ['rev-list', '--date-order', `--max-count=${MAX_VERSIONS}`, '--end-of-options', commit];
  try {
    const { stdout } = await git.run(args, { cwd });
    return stdout.toString('utf8').trim().split('\n');
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'git_failed') return [commit];
    throw error;
  }
};

const bury = async (place: Place, removals: readonly Removal[]): Promise<void> => {
  const before = await readGraveyard(place);
  const blobs = removals.map((removal) => gitObject(place.format, 'blob', tombstoneText(removal)));
  const paths = await Promise.all(removals.map(tombstonePath));
  const files = new Map([...before.files, ...paths.map((path, index) => [path, blobs[index]?.id ?? ''] as const)]);
  const trees = graveyardTrees(place, files, [before]);
  const parents = before.commit === null ? [] : [before.commit];
  const message = `handoff-tombstones: ${removals.length}\n`;
  const commit = commitOf(place, { tree: trees.at(-1)?.id ?? '', parents, message });
  await writeObjects(place.git, place, [...blobs, ...trees, commit]);
  await updateRefs(place.git, place.cwd, [
    { ref: TOMBSTONES_REF, from: before.commit, to: commit.id },
    ...removals.map(({ artifact_id, commit }) => ({ ref: artifactRef(artifact_id), from: commit, to: null })),
  ]);
};

const areThere = async (place: Place, burials: readonly Burial[]): Promise<boolean> => {
  for (const { id, commit } of burials) if ((await tipOf(place, id)) !== commit) return false;
  return true;
};
