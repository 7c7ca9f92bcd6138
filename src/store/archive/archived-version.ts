import { ARTIFACTS_FOLDER, FILES_NAME, VERSION_NAME } from '../../domain/archive-layout.ts';
import { parseArtifactMessage } from '../../domain/artifact-message.ts';
import { type ArtifactId, isArtifactId } from '../../domain/refs.ts';
import { commitHeaders, messageOf } from '../../git/commit-headers.ts';
import { type GitObject, type ObjectFormat, type TreeEntry, gitObject, treeObject } from '../../git/object-id.ts';

/** A version's commit, whole: what an archive keeps of it beside its files. */
export interface ArchivedVersion {
  readonly id: ArtifactId;
  readonly commit: string;
  readonly tree: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly message: string;
  readonly bytes: Buffer;
}

/** A version from the bytes of its commit; undefined when they are no commit of a version of ours. */
export const versionOf = (format: ObjectFormat, bytes: Buffer): ArchivedVersion | undefined => {
  const message = messageOf(bytes);
  const id = parseArtifactMessage(message)?.artifact_id;
  const { tree, time } = commitHeaders(bytes);
  if (id === undefined || !isArtifactId(id) || tree === '' || time === null) return undefined;
  return { id, commit: gitObject(format, 'commit', bytes).id, tree, time, message, bytes };
};

/** The objects of a version's folder in the archive: the folder first, then what is new in it. */
export const entryObjects = (
  format: ObjectFormat,
  version: ArchivedVersion,
): readonly [folder: GitObject, version: GitObject] => {
  const blob = gitObject(format, 'blob', version.bytes);
  const folder = treeObject(format, [
    { mode: '40000', name: FILES_NAME, id: version.tree },
    { mode: '100644', name: VERSION_NAME, id: blob.id },
  ]);
  return [folder, blob];
};

/** The names in a version's folder, or undefined for a folder of another shape. */
export const namesIn = (
  entries: readonly TreeEntry[] | null | undefined,
): { readonly files: string; readonly version: string } | undefined => {
  const [files, version] = entries ?? [];
  const fits =
    entries?.length === 2 &&
    files?.name === FILES_NAME &&
    files.mode === '40000' &&
    version?.name === VERSION_NAME &&
    version.mode === '100644';
  return fits ? { files: files.id, version: version.id } : undefined;
};

export const entryPath = (hash: string, id: ArtifactId): string => `${ARTIFACTS_FOLDER}/${hash.slice(0, 2)}/${id}`;
