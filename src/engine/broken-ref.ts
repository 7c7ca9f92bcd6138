import { OpenSessionError } from '../domain/errors.ts';
import { withoutRefFile } from '../domain/without-ref-file.ts';
import type { ArtifactId } from '../domain/refs.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';

/** What looks for an artifact; one that is not found because its ref names no object is told as that. @throws artifact_corrupt */
export const sayingBroken = async <T>(store: ArtifactStore, id: ArtifactId, find: () => Promise<T>): Promise<T> => {
  try {
    return await find();
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'artifact_not_found') await refuseBroken(store, id);
    throw error;
  }
};

/** A listing shows such a ref, and git does not, to whoever asks for it by name. */
const refuseBroken = async (store: ArtifactStore, id: ArtifactId): Promise<void> => {
  const entry = (await store.list()).find(({ artifact_id, commit }) => artifact_id === id && commit === '');
  if (entry === undefined) return;
  throw new OpenSessionError('artifact_corrupt', `${entry.ref} is no readable artifact: ${entry.problem}`, {
    hint: `it holds nothing; to take it away: ${withoutRefFile(entry.ref)}`,
  });
};
