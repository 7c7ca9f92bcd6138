import { parseArtifact } from '../domain/artifact-json.ts';
import { parseArtifactMessage } from '../domain/artifact-message.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { type ArtifactId, artifactRef } from '../domain/refs.ts';
import { type ReadObject, readInfos, readObjects } from '../git/read-objects.ts';
import { type TreeEntry, readTree } from '../git/object-id.ts';
import type { StoredArtifact } from './artifact-store.ts';
import type { Place } from './place.ts';

/** Many times an artifact's budget of 256 KiB; what is larger was not written by us. */
export const MAX_VERSION_BYTES = 64 * 1024 * 1024;

/** The newest version of an artifact: what the next one is built upon. */
export interface Tip {
  readonly commit: string;
  readonly tree: string;
  readonly entries: readonly TreeEntry[];
}

/** The object that the ref names now, whatever its type; null when there is no such ref. */
export const tipOf = async (place: Place, id: ArtifactId): Promise<string | null> => {
  const ref = artifactRef(id);
  const args = ['for-each-ref', '--format=%(refname) %(objectname)', '--end-of-options', ref];
  const { stdout } = await place.git.run(args, { cwd: place.cwd });
  const line = stdout
    .toString('utf8')
    .split('\n')
    .find((line) => line.startsWith(`${ref} `));
  return line?.slice(ref.length + 1) ?? null;
};

/** @throws artifact_corrupt when the ref holds something that is no version of this artifact */
export const readTip = async (place: Place, id: ArtifactId): Promise<Tip | null> => {
  const ref = artifactRef(id);
  const [commit, tree] = await readTogether(place, ref, [ref, `${ref}^{tree}`]);
  if (commit != null) return checkedTip(place, id, { commit, tree });
  await refuseDangling(place, id);
  return null;
};

/** @throws artifact_not_found, artifact_corrupt */
export const readStored = async (place: Place, id: ArtifactId): Promise<StoredArtifact & Tip> => {
  const ref = artifactRef(id);
  const names = [ref, `${ref}^{tree}`, `${ref}:artifact.json`, `${ref}:HANDOFF.md`, `${ref}:signature.json`, ref];
  const [commit, tree, json, markdown, signature, again] = await readTogether(place, ref, names);
  if (commit == null) await refuseDangling(place, id);
  if (commit == null)
    throw new OpenSessionError('artifact_not_found', `expected an artifact ${id}, found no ref ${ref}`, {
      hint: 'see which there are: opensession session handoff artifact list',
    });
  // The ref moved while it was read: the parts may belong to two versions.
  if (again != null && again.id !== commit.id) return readStored(place, id);
  const tip = checkedTip(place, id, { commit, tree });
  if (json?.type !== 'blob') throw corrupt(ref, 'it holds no artifact.json');
  const artifact = await parseArtifact(json.bytes.toString('utf8'), ref);
  return {
    ...tip,
    artifact,
    ref,
    markdown: textOf(markdown),
    message: messageOf(commit.bytes),
    signature: textOf(signature),
  };
};

const textOf = (object: ReadObject | null | undefined): string | null =>
  object?.type === 'blob' ? object.bytes.toString('utf8') : null;

/** A ref whose object is gone is there, and nothing can be built upon it. @throws artifact_corrupt */
const refuseDangling = async (place: Place, id: ArtifactId): Promise<void> => {
  const tip = await tipOf(place, id);
  if (tip === null) return;
  const [info] = await readInfos(place.git, [tip], place);
  // else it was made since it was read
  if (info == null) throw corrupt(artifactRef(id), `its object ${tip} is missing`);
};

/**
 * The commit must say that it is a version of this very artifact: a ref that was made by hand, or a symbolic ref, may
 * name a commit of the user's own history, on which nothing of ours may be built.
 */
const checkedTip = (
  { format }: Place,
  id: ArtifactId,
  { commit, tree }: { readonly commit: ReadObject; readonly tree: ReadObject | null | undefined },
): Tip => {
  const ref = artifactRef(id);
  if (commit.type !== 'commit') throw corrupt(ref, `it points at a ${commit.type}, not at a commit`);
  if (parseArtifactMessage(messageOf(commit.bytes))?.artifact_id !== id)
    throw corrupt(ref, 'its commit is no version of this artifact');
  if (tree?.type !== 'tree') throw corrupt(ref, 'its tree is missing');
  return { commit: commit.id, tree: tree.id, entries: readTree(tree.bytes, format) };
};

const readTogether = async (place: Place, ref: string, names: readonly string[]) => {
  try {
    return await readObjects(place.git, names, { cwd: place.cwd, limit: MAX_VERSION_BYTES });
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'git_failed') throw corrupt(ref, error.message, error);
    throw error;
  }
};

/** A commit's message: what follows the first empty line. */
export const messageOf = (commit: Buffer): string => {
  const at = commit.indexOf('\n\n');
  return at < 0 ? '' : commit.toString('utf8', at + 2);
};

export const corrupt = (ref: string, what: string, cause?: unknown): OpenSessionError =>
  new OpenSessionError('artifact_corrupt', `${ref} is no readable artifact: ${what}`, {
    hint: `look at it: git log -p ${ref}`,
    ...(cause === undefined ? {} : { cause }),
  });
