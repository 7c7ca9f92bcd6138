import type { Artifact } from '../../domain/artifact.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { compareTimes } from '../../domain/hail/timestamp.ts';
import { type ArtifactId, artifactRef, toArtifactId } from '../../domain/refs.ts';
import { SIGNATURE_FILE } from '../../domain/signature.ts';
import type { ArtifactFiles, ArtifactStore, StoredArtifact } from '../../store/artifact-store.ts';
import type { ReadArtifact } from './read-artifacts.ts';

export interface KeptArtifact {
  readonly artifact_id: string;
  /**
   * `older`: what is there was updated later, or at the same time with other files. `removed`: it was removed here since.
   * Both leave what is there as it is.
   */
  readonly outcome: 'added' | 'same' | 'older' | 'removed';
}

/** @throws artifact_corrupt (what is there cannot be built upon), ref_conflict, ref_locked, no_space, read_only */
export const keepArtifacts = async (
  store: ArtifactStore,
  artifacts: readonly ReadArtifact[],
): Promise<readonly KeptArtifact[]> => {
  const removed = new Map<string, string>();
  for (const { artifact_id, reason, removed_at } of await store.archive.removals())
    if (reason !== 'archived' && removed_at > (removed.get(artifact_id) ?? '')) removed.set(artifact_id, removed_at);
  const kept: KeptArtifact[] = [];
  for (const one of artifacts) kept.push(await keepArtifact(store, one, removed.get(one.artifact.artifact_id)));
  return kept;
};

/** Tries while others write the same artifact. */
const TRIES = 20;

const keepArtifact = async (
  store: ArtifactStore,
  { artifact, version }: ReadArtifact,
  removedAt: string | undefined,
): Promise<KeptArtifact> => {
  const { artifact_id } = artifact;
  const id = toArtifactId(artifact_id);
  for (let attempt = 1; ; attempt++) {
    const there = await found(store, id);
    if (there === null && removedAt !== undefined && !isNewer(timeOf(artifact), removedAt))
      return { artifact_id, outcome: 'removed' };
    const stays = there === null ? null : await whyStays(store, there, { artifact, version });
    if (stays !== null) return { artifact_id, outcome: stays };
    try {
      const { changed } = await store.save({ id, ...version, expect: there?.commit ?? null });
      return { artifact_id, outcome: changed ? 'added' : 'same' };
    } catch (error) {
      const moved = error instanceof OpenSessionError && error.code === 'ref_conflict';
      if (!moved || attempt >= TRIES) throw error;
    }
  }
};

/** The live one, else the archived. */
const found = async (store: ArtifactStore, id: ArtifactId): Promise<StoredArtifact | null> => {
  try {
    return await store.find(id);
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'artifact_not_found') return null;
    throw error;
  }
};

/** A signature that is missing here is taken; none is taken away, and none takes the place of another. */
const whyStays = async (
  store: ArtifactStore,
  there: StoredArtifact,
  { artifact, version }: ReadArtifact,
): Promise<'same' | 'older' | null> => {
  if (await isSame(store, there, version.files))
    return there.signature === null && version.files[SIGNATURE_FILE] !== undefined ? null : 'same';
  return isNewer(timeOf(artifact), timeOf(there.artifact)) ? null : 'older';
};

const isSame = async (store: ArtifactStore, there: StoredArtifact, files: ArtifactFiles): Promise<boolean> => {
  const { [SIGNATURE_FILE]: _, ...rest } = files;
  const named = new Map(Object.entries(rest));
  for await (const version of store.inspect([
    { ref: artifactRef(toArtifactId(there.artifact.artifact_id)), commit: there.commit },
  ])) {
    if (version.entries === null) return false;
    const own = [...version.files].filter(([name]) => name !== SIGNATURE_FILE);
    return own.length === named.size && own.every(([name, bytes]) => named.get(name) === bytes.toString('utf8'));
  }
  return false;
};

const timeOf = ({ created_at, updated_at }: Artifact): string => updated_at ?? created_at;

/** Of times that cannot be compared neither is newer: what is there stays. */
const isNewer = (time: string, than: string): boolean => (compareTimes(time, than) ?? -1) > 0;
