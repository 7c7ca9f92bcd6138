import type { Artifact } from '../domain/artifact.ts';
import { parseArtifact } from '../domain/artifact-json.ts';
import { parseArtifactMessage } from '../domain/artifact-message.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { ARCHIVE_REF, ARTIFACTS_PREFIX, type ArtifactId, artifactRef } from '../domain/refs.ts';
import { messageOf } from '../git/commit-headers.ts';
import { type TreeEntry, readTree } from '../git/object-id.ts';
import { type ReadObject, readEach, readInfos, readObjects } from '../git/read-objects.ts';
import { refTarget, refTargets } from '../git/ref-targets.ts';
import type { StoredArtifact } from './kept-artifact.ts';
import { refuseIncomplete } from './incomplete.ts';
import type { Place } from './place.ts';

/** Many times an artifact's budget of 256 KiB; what is larger was not written by us. */
export const MAX_VERSION_BYTES = 64 * 1024 * 1024;

/** That are read of a version. */
export const FILES = ['artifact.json', 'HANDOFF.md', 'signature.json'];

/** The newest version of an artifact: what the next one is built upon. */
export interface Tip {
  /** Read from the archive: there is no live ref. */
  readonly archived: boolean;
  readonly commit: string;
  readonly tree: string;
  readonly entries: readonly TreeEntry[];
}

/** The object that the ref names now, whatever its type; null when there is no such ref. */
export const tipOf = (place: Place, id: ArtifactId): Promise<string | null> => refTarget(place, artifactRef(id));

/** @throws artifact_corrupt when the ref holds something that is no version of this artifact, artifact_incomplete */
export const readTip = async (place: Place, id: ArtifactId): Promise<Tip | null> => {
  const ref = artifactRef(id);
  const [commit, tree] = await readWhole(place, { ref, at: ref }, []);
  if (commit != null) return checkedTip(place, id, { commit, tree });
  await refuseDangling(place, id);
  return null;
};

/** Many tips by one process or two, in the order asked; an error stands for what cannot be built upon. */
export const readTips = async (
  place: Place,
  ids: readonly ArtifactId[],
): Promise<{
  readonly tips: readonly (Tip | null | OpenSessionError)[];
  /** There is an archive, in which those that were not found may be. */
  readonly hasArchive: boolean;
}> => {
  const refs = ids.map(artifactRef);
  const found = await readEach(
    place.git,
    refs.flatMap((ref) => [ref, `${ref}^{tree}`]),
    place,
  );
  // what names no object may be a ref that is broken
  const named: ReadonlyMap<string, string> = found.includes(null)
    ? await refTargets(place, [ARTIFACTS_PREFIX, ARCHIVE_REF])
    : new Map();
  const tips: (Tip | null | OpenSessionError)[] = [];
  for (const [index, id] of ids.entries()) {
    const [commit, tree] = [found[2 * index] ?? null, found[2 * index + 1]];
    if (commit !== null && tree !== null) tips.push(await orError(() => checkedTip(place, id, { commit, tree })));
    else if (commit !== null) tips.push(await orError(() => readTip(place, id)));
    else tips.push(named.has(artifactRef(id)) ? await orError(() => readTip(place, id)) : null);
  }
  return { tips, hasArchive: named.has(ARCHIVE_REF) };
};

const orError = async <T>(read: () => T | Promise<T>): Promise<T | OpenSessionError> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof OpenSessionError) return error;
    throw error;
  }
};

/** @param back saves before the newest. @throws artifact_not_found (also where there are fewer versions), artifact_corrupt, artifact_incomplete */
export const readStored = async (place: Place, id: ArtifactId, back = 0): Promise<StoredArtifact & Tip> => {
  const ref = artifactRef(id);
  const at = back === 0 ? ref : `${ref}~${back}`;
  const [commit, tree, json, markdown, signature, again] = await readWhole(place, { ref, at }, FILES);
  if (commit == null && back === 0) await refuseDangling(place, id);
  if (commit == null) throw await notFound(place, id, back);
  // The ref moved while it was read: the parts may belong to two versions.
  if (again != null && again.id !== commit.id) return readStored(place, id, back);
  const tip = checkedTip(place, id, { commit, tree });
  if (json == null && tip.entries.some(({ name }) => name === 'artifact.json'))
    throw damaged(ref, 'its artifact.json is missing');
  if (json?.type !== 'blob') throw corrupt(ref, 'it holds no artifact.json');
  const artifact = await artifactIn(json, { id, where: ref });
  return {
    ...tip,
    artifact,
    ref,
    markdown: textOf(markdown),
    message: messageOf(commit.bytes),
    signature: textOf(signature),
  };
};

const notFound = async (place: Place, id: ArtifactId, back: number): Promise<OpenSessionError> =>
  back > 0 && (await readTip(place, id)) !== null
    ? new OpenSessionError('artifact_not_found', `expected a version ${id}~${back}, found ${id} saved fewer times`, {
        hint: `see the newest: opensession session handoff artifact show ${id}`,
      })
    : new OpenSessionError('artifact_not_found', `expected an artifact ${id}, found no ${artifactRef(id)}`, {
        hint: 'see which there are: opensession session handoff artifact list',
      });

/** @throws artifact_corrupt, also for one of another id: a commit made by hand may say what it likes in its message */
export const artifactIn = async (
  json: ReadObject,
  { id, where }: { readonly id: ArtifactId; readonly where: string },
): Promise<Artifact> => {
  const artifact = await parseArtifact(json.bytes.toString('utf8'), where);
  if (artifact.artifact_id === id) return artifact;
  throw corrupt(where, `its artifact.json is of ${JSON.stringify(artifact.artifact_id)}`);
};

/** Of a blob; null for what is none. */
export const textOf = (object: ReadObject | null | undefined): string | null =>
  object?.type === 'blob' ? object.bytes.toString('utf8') : null;

/** A ref whose object is gone is there, and nothing can be built upon it. @throws artifact_corrupt */
const refuseDangling = async (place: Place, id: ArtifactId): Promise<void> => {
  const tip = await tipOf(place, id);
  if (tip === null) return;
  const [info] = await readInfos(place.git, [tip], place);
  // else it was made since it was read
  if (info == null) throw damaged(artifactRef(id), `its object ${tip} is missing`);
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
  if (tree?.type !== 'tree') throw damaged(ref, 'its tree is missing');
  return { archived: false, commit: commit.id, tree: tree.id, entries: readTree(tree.bytes, format) };
};

/**
 * A version's commit, tree and these files, and its commit once more. What a partial clone left out is no file that does not
 * exist. @throws artifact_corrupt, artifact_incomplete
 */
const readWhole = async (
  place: Place,
  { ref, at }: { readonly ref: string; readonly at: string },
  files: readonly string[],
): Promise<readonly (ReadObject | null)[]> => {
  const names = [at, `${at}^{tree}`, ...files.map((file) => `${at}:${file}`), at];
  try {
    const read = await readTogether(place, ref, names);
    if (read.includes(null)) await refuseIncomplete(place, { ref, at }, files);
    return read;
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'artifact_corrupt')
      await refuseIncomplete(place, { ref, at }, files);
    throw error;
  }
};

const readTogether = async (place: Place, ref: string, names: readonly string[]) => {
  try {
    return await readObjects(place.git, names, { cwd: place.cwd, limit: MAX_VERSION_BYTES });
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'git_failed') throw damaged(ref, error.message, error);
    throw error;
  }
};

/** @param ref or an id, or where it stands in one (`… in …`, `… at …`): only what needs no quoting stands in a command */
export const corrupt = (ref: string, what: string): OpenSessionError =>
  new OpenSessionError('artifact_corrupt', `${ref} is no readable artifact: ${what}`, {
    hint: `${/^[\w./-]+$/.test(ref) ? `look at it: git show ${ref}; ` : ''}${SET_ASIDE}`,
  });

/** Of what is lost or cannot be read: `git show` would fail as well. */
export const damaged = (ref: string, what: string, cause?: unknown): OpenSessionError =>
  new OpenSessionError('artifact_corrupt', `${ref} is no readable artifact: ${what}`, {
    hint: `see what is damaged: opensession doctor; ${SET_ASIDE}`,
    ...(cause === undefined ? {} : { cause }),
  });

const SET_ASIDE = 'opensession doctor --fix sets it aside';
