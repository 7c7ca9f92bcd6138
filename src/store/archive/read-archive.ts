import { ARTIFACTS_FOLDER, idHash, isByteName } from '../../domain/archive-layout.ts';
import { parseArtifactMessage } from '../../domain/artifact-message.ts';
import { ARCHIVE_REF, type ArtifactId, isArtifactId } from '../../domain/refs.ts';
import { brokenRefs } from '../../git/broken-refs.ts';
import { commitHeaders, messageOf } from '../../git/commit-headers.ts';
import { readTrees } from '../../git/edit-tree.ts';
import { readTree } from '../../git/object-id.ts';
import { promisedAmong } from '../../git/promised-objects.ts';
import { readEach, readObjects } from '../../git/read-objects.ts';
import { readOrAbsent } from '../../git/read-or-absent.ts';
import type { ArtifactEntry } from '../kept-artifact.ts';
import { NO_SUMMARY } from '../list-entries.ts';
import { incomplete } from '../incomplete.ts';
import type { Place } from '../place.ts';
import { corrupt, damaged } from '../read-version.ts';
import { ARCHIVE_MESSAGE } from './archive-commit.ts';
import { type ArchivedVersion, namesIn, versionOf } from './archived-version.ts';

/** Versions that are read by one process: bounds memory. */
const AT_ONCE = 5000;

/** Where the archive is now; null when there is no such ref. @throws artifact_corrupt */
export const currentArchive = async (place: Place): Promise<Archive | null> => {
  const args = ['for-each-ref', '--format=%(refname) %(objectname)', '--end-of-options', ARCHIVE_REF];
  const { stdout, stderr } = await place.git.run(args, { cwd: place.cwd });
  if (brokenRefs(stderr).length > 0) throw corrupt(ARCHIVE_REF, 'the ref names no object');
  const line = stdout
    .toString('utf8')
    .split('\n')
    .find((line) => line.startsWith(`${ARCHIVE_REF} `));
  return line === undefined ? null : archiveAt(place, line.slice(ARCHIVE_REF.length + 1));
};

/** The commit. @throws artifact_corrupt */
export const archiveTip = async (place: Place): Promise<string | null> => (await currentArchive(place))?.commit ?? null;

export interface Archive {
  readonly commit: string;
  readonly tree: string;
}

/** The commit must say that it is an archive: upon a commit of the user's own history nothing of ours may be built. */
export const archiveAt = async (place: Place, id: string): Promise<Archive> => {
  const [commit, tree] = await readEach(place.git, [id, `${id}^{tree}`], place);
  if (commit == null) throw damaged(id, 'expected the commit of an archive, found none');
  if (commit.type !== 'commit') throw corrupt(id, `expected the commit of an archive, found ${commit.type}`);
  if (!messageOf(commit.bytes).startsWith(ARCHIVE_MESSAGE)) throw corrupt(id, 'its commit is no archive');
  if (tree?.type === 'tree') return { commit: commit.id, tree: tree.id };
  const promised = await promisedAmong(place, [commitHeaders(commit.bytes).tree]);
  throw promised.size > 0 ? incomplete(ARCHIVE_REF, ['its tree']) : damaged(id, 'its tree is missing');
};

/** An artifact's folder in the archive. */
export interface ArchiveFolder {
  readonly id: ArtifactId;
  readonly hash: string;
  /** Id of its tree. */
  readonly tree: string;
}

/**
 * The artifacts of an archive's commit by id, in two processes whatever their number: all, or those in folders of these
 * two digits. What has no id, or lies in another's place, is none.
 */
export const foldersIn = async (
  place: Place,
  commit: string,
  isAsked: (byte: string) => boolean = isByteName,
): Promise<readonly ArchiveFolder[]> => {
  const [top] = await readObjects(place.git, [`${commit}:${ARTIFACTS_FOLDER}`], place);
  const bytes = top?.type === 'tree' ? readTree(top.bytes, place.format) : [];
  const below = bytes.filter(({ mode, name }) => mode === '40000' && isByteName(name) && isAsked(name));
  const trees = await readTrees(
    place,
    below.map(({ id }) => id),
  );
  const found = new Map<string, ArchiveFolder>();
  for (const [index, { name: byte }] of below.entries())
    for (const { mode, name, id: tree } of trees[index] ?? []) {
      if (mode !== '40000' || !isArtifactId(name)) continue;
      const hash = await idHash(name);
      if (hash.startsWith(byte)) found.set(name, { id: name, hash, tree });
    }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** Those whose ids have these hashes: only the folders that may hold them are read. */
export const foldersNamed = async (
  place: Place,
  commit: string,
  hashes: ReadonlySet<string>,
): Promise<readonly ArchiveFolder[]> => {
  if (hashes.size === 0) return [];
  const bytes = new Set([...hashes].map((hash) => hash.slice(0, 2)));
  return (await foldersIn(place, commit, (byte) => bytes.has(byte))).filter(({ hash }) => hashes.has(hash));
};

/** A version that cannot be read; `isAbsent`: a partial clone left it out. */
interface NoVersion {
  readonly problem: string;
  readonly isAbsent?: boolean;
}

export type ReadFolder = ArchiveFolder & { readonly version: ArchivedVersion | NoVersion };

/** The versions in folders of the archive, in the order asked, from two processes for each 5,000. */
export const readVersions = async (place: Place, folders: readonly ArchiveFolder[]): Promise<readonly ReadFolder[]> => {
  const read: ReadFolder[] = [];
  for (let at = 0; at < folders.length; at += AT_ONCE)
    read.push(...(await readPart(place, folders.slice(at, at + AT_ONCE))));
  return read;
};

const readPart = async (place: Place, folders: readonly ArchiveFolder[]): Promise<readonly ReadFolder[]> => {
  const trees = await readTrees(
    place,
    folders.map(({ tree }) => tree),
  );
  const names = trees.map(namesIn);
  const asked = names.flatMap((one) => (one === undefined ? [] : [one.version]));
  const blobs = await readOrAbsent(place, asked);
  let next = 0;
  return folders.map((folder, index) => {
    const name = names[index];
    if (name === undefined) return { ...folder, version: { problem: 'its folder in the archive has another shape' } };
    const blob = blobs[next++];
    if (blob === 'absent') return { ...folder, version: ABSENT };
    if (blob == null) return { ...folder, version: { problem: 'its version is missing' } };
    return { ...folder, version: checkedVersion(place, folder.id, { bytes: blob.bytes, files: name.files }) };
  });
};

const ABSENT: NoVersion = {
  problem: 'this clone left its version out: opensession session handoff artifact fetch',
  isAbsent: true,
};

/** The files must be those of the commit that stands beside them, and the commit a version of this artifact. */
export const checkedVersion = (
  { format }: Place,
  id: ArtifactId,
  { bytes, files }: { readonly bytes: Buffer; readonly files: string },
): ArchivedVersion | NoVersion => {
  const version = versionOf(format, bytes);
  if (version?.id !== id) return { problem: 'its version is none of this artifact' };
  return version.tree === files ? version : { problem: 'its files are not those of its version' };
};

/** All artifacts of the archive by id, as a listing of live ones. */
export const listArchived = async (place: Place): Promise<readonly ArtifactEntry[]> => {
  const commit = await archiveTip(place);
  const folders = commit === null ? [] : await readVersions(place, await foldersIn(place, commit));
  return folders.map(({ id, version }) => {
    const fixed = { artifact_id: id, ref: ARCHIVE_REF, archived: true };
    if ('problem' in version)
      return { ...NO_SUMMARY, ...fixed, commit: '', problem: version.problem, isIncomplete: version.isAbsent === true };
    const summary = parseArtifactMessage(version.message);
    return { ...NO_SUMMARY, ...summary, ...fixed, commit: version.commit, problem: null };
  });
};
