import { OpenSessionError } from '../domain/errors.ts';
import { ARCHIVE_REF, TOMBSTONES_REF, artifactIdOf, artifactIdOfRef } from '../domain/refs.ts';
import { isOlder } from '../domain/retention.ts';
import type { Removal } from '../domain/tombstone.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';
import type { ArtifactEntry } from '../store/kept-artifact.ts';
import type { ArtifactTip } from '../store/archive/archive.ts';
import type { World } from './ports.ts';

export interface PruneRequest {
  /** Archived artifacts by id. */
  readonly idsOrRefs: readonly string[];
  /** Archived artifacts not saved for so long, milliseconds. */
  readonly archivedOlderThan?: number;
  /** Removals recorded so long ago, milliseconds. */
  readonly removalsOlderThan?: number;
  /** Live refs that cannot be read as an artifact. */
  readonly unreadable?: boolean;
  readonly dryRun?: boolean;
}

export interface PruneResult {
  /** From the archive. */
  readonly artifacts: readonly {
    readonly artifact_id: string;
    readonly commit: string;
    readonly updated_at: string | null;
  }[];
  /** Refs that are deleted. */
  readonly unreadable: readonly { readonly ref: string; readonly commit: string; readonly problem: string }[];
  readonly removals: number;
  /** Objects that only these archived artifacts hold. */
  readonly objects: number;
  /** Refs that are moved or deleted. */
  readonly refs: readonly string[];
  readonly pruned: boolean;
}

/**
 * Deletes for good, and only what is selected: archived artifacts, records of removals, refs that cannot be read. Nothing
 * outside our own refs is touched, and a live artifact that can be read never is.
 * @throws usage (nothing selects), invalid_artifact_id, artifact_not_found, artifact_corrupt, ref_conflict
 */
export const pruneArtifacts = async (
  world: Pick<World, 'store' | 'cwd' | 'clock'>,
  request: PruneRequest,
): Promise<PruneResult> => {
  requireSelection(request);
  const store = await world.store(world.cwd);
  const now = world.clock.now().getTime();
  const entries = await archivedFor(store, request, now);
  const removals = await removalsFor(store, request, now);
  const unreadable = request.unreadable === true ? (await store.list()).filter(isUnreadable) : [];
  const tips = entries.map(({ artifact_id, commit }): ArtifactTip => ({ id: artifactIdOf(artifact_id), commit }));
  const objects = await store.archive.weigh(tips);
  const { dropped } = request.dryRun === true ? { dropped: tips } : await store.archive.drop(tips);
  const gone = new Set(dropped.map(({ commit }) => commit));
  if (request.dryRun !== true) {
    for (const { ref, commit } of unreadable) await store.remove(artifactIdOf(ref), commit);
    await store.archive.forget(removals);
  }
  return {
    // one that somebody archived anew meanwhile stays
    artifacts: entries
      .filter(({ commit }) => gone.has(commit))
      .map(({ artifact_id, commit, updated_at }) => ({ artifact_id, commit, updated_at })),
    unreadable: unreadable.map(({ ref, commit, problem }) => ({ ref, commit, problem: problem ?? '' })),
    removals: removals.length,
    objects,
    refs: [
      ...(gone.size > 0 ? [ARCHIVE_REF] : []),
      // also what is deleted for good is recorded there
      ...(gone.size + removals.length + unreadable.length > 0 ? [TOMBSTONES_REF] : []),
      ...unreadable.map(({ ref }) => ref),
    ],
    pruned: request.dryRun !== true,
  };
};

const requireSelection = (request: PruneRequest): void => {
  const { idsOrRefs, archivedOlderThan, removalsOlderThan, unreadable } = request;
  if (idsOrRefs.length > 0 || archivedOlderThan !== undefined || removalsOlderThan !== undefined || unreadable === true)
    return;
  throw new OpenSessionError('usage', 'expected what to prune, found nothing that selects', {
    hint: 'see what would go: opensession session handoff artifact prune --older-than 1y --dry-run',
  });
};

const archivedFor = async (
  store: ArtifactStore,
  { idsOrRefs, archivedOlderThan }: PruneRequest,
  now: number,
): Promise<readonly ArtifactEntry[]> => {
  const ids = new Set<string>(idsOrRefs.map(artifactIdOf));
  if (ids.size === 0 && archivedOlderThan === undefined) return [];
  const archived = await store.archive.list();
  const known = new Set(archived.map(({ artifact_id }) => artifact_id));
  const unknown = [...ids].filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw new OpenSessionError(
      'artifact_not_found',
      `expected archived artifacts, found none called ${unknown.join(', ')}`,
      {
        hint: 'see which there are: opensession session handoff artifact list --archived',
      },
    );
  const readable = archived.filter(({ problem }) => problem === null);
  const isOld = await ageJudge(store, readable.map(agedEntry), { age: archivedOlderThan, now });
  return readable.filter((entry) => ids.has(entry.artifact_id) || isOld(agedEntry(entry)));
};

const removalsFor = async (
  store: ArtifactStore,
  { removalsOlderThan }: PruneRequest,
  now: number,
): Promise<readonly Removal[]> => {
  if (removalsOlderThan === undefined) return [];
  const removals = await store.archive.removals();
  const isOld = await ageJudge(store, removals.map(agedRemoval), { age: removalsOlderThan, now });
  return removals.filter((removal) => isOld(agedRemoval(removal)));
};

type Aged = Parameters<typeof isOlder>[0];
const agedEntry = ({ commit, updated_at, created_at }: ArtifactEntry): Aged => ({
  commit,
  updated_at: updated_at ?? created_at,
});
/** Of a version: nobody removed it before it was there. */
const agedRemoval = ({ commit, removed_at }: Removal): Aged => ({ commit, updated_at: removed_at });

/** @param age none: nothing is older */
const ageJudge = async (
  { archive }: ArtifactStore,
  all: readonly Aged[],
  { age, now }: { readonly age: number | undefined; readonly now: number },
): Promise<(one: Aged) => boolean> => {
  if (age === undefined) return () => false;
  const notBefore = await archive.notBefore(all.map(({ commit }) => commit));
  return (one) => isOlder(one, age, { notBefore, now });
};

/** A ref whose name is no id of ours was made by somebody else. */
const isUnreadable = ({ ref, commit, problem }: ArtifactEntry): boolean =>
  problem !== null && commit !== '' && artifactIdOfRef(ref) !== undefined;
