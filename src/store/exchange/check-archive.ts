import { parseArtifactMessage } from '../../domain/artifact-message.ts';
import { ARCHIVE_REF } from '../../domain/refs.ts';
import { messageOf } from '../../git/commit-headers.ts';
import { type TreeEntry, readTree } from '../../git/object-id.ts';
import { objectRecords } from '../../git/object-records.ts';
import { ARCHIVE_MESSAGE } from '../archive/archive-commit.ts';
import { archiveAt } from '../archive/read-archive.ts';
import type { Place } from '../place.ts';
import { corrupt } from '../read-version.ts';
import { OURS } from '../write-version.ts';

/** About 100 bytes an object. */
const MAX_LISTING = 256 * 1024 * 1024;
/** Of one folder: more artifacts than an archive has. */
const MAX_BYTES = 64 * 1024 * 1024;

const FILES = `(?:${[...OURS].map((name) => name.replaceAll('.', '\\.')).join('|')})`;
const BYTE = '[0-9a-f]{2}';
const ID = '[A-Za-z0-9][A-Za-z0-9._-]*';

/** Those of a version at the root, and those of the archive (domain/archive-layout.ts). */
const FOLDER = new RegExp(`^(?:a(?:/${BYTE}(?:/${ID}(?:/files)?)?)?|k(?:/${BYTE})?)?$`);
const FILE = new RegExp(`^(?:${FILES}|a/${BYTE}/${ID}/(?:version|files/${FILES})|k/${BYTE}/${BYTE})$`);

/**
 * All of an archive that is new must be commits of archives and versions, with nothing but our files in them: it would
 * be kept here, and sent on. Three processes. @param known commits that were looked at before. @throws artifact_corrupt
 */
export const checkArchive = async (place: Place, tip: string, known: readonly string[]): Promise<void> => {
  await archiveAt(place, tip);
  const foreign = await foreignAmong(place, await newObjects(place, [tip, ...known.map((id) => `^${id}`)]));
  if (foreign !== undefined) throw corrupt(`${ARCHIVE_REF} at ${tip}`, `it holds what is none of ours: ${foreign}`);
};

interface Found {
  readonly id: string;
  /** Bytes as latin1; of a tree at the root it is empty. null: a commit. */
  readonly path: string | null;
}

/** `<id>` of a commit, `<id> <path>` of all else. */
const newObjects = async ({ git, cwd }: Place, revisions: readonly string[]): Promise<readonly Found[]> => {
  const stdin = revisions.map((line) => `${line}\n`).join('');
  const { stdout } = await git.run(['rev-list', '--objects', '--stdin'], { cwd, stdin, limit: MAX_LISTING });
  const lines = stdout.toString('latin1').split('\n').slice(0, -1);
  return lines.map((line) => {
    const end = line.indexOf(' ');
    return end < 0 ? { id: line, path: null } : { id: line.slice(0, end), path: line.slice(end + 1) };
  });
};

/**
 * The listing says where an object was found first, cuts names at a line feed, and has no repository that is named in a
 * folder. So each folder is read: a name that is wrong stands in the folder above, and the uppermost ones have none.
 */
const foreignAmong = async ({ git, cwd, format }: Place, objects: readonly Found[]): Promise<string | undefined> => {
  const read = objects.filter(({ path }) => path === null || !FILE.test(path));
  const unknown = read.find(({ path }) => path !== null && !FOLDER.test(path));
  if (unknown !== undefined) return quoted(unknown.path ?? '');
  let foreign: string | undefined;
  let at = 0;
  const onOutput = objectRecords(MAX_BYTES, ({ type, bytes }) => {
    const { id, path } = read[at++] ?? { id: '', path: '' };
    if (bytes === null || type !== (path === null ? 'commit' : 'tree')) foreign ??= `the ${type} ${id}`;
    else if (path !== null) foreign ??= foreignEntry(path, readTree(bytes, format));
    else if (!isOurs(messageOf(bytes))) foreign ??= `the commit ${id}`;
  });
  const stdin = read.map(({ id }) => `${id}\n`).join('');
  const limit = Number.POSITIVE_INFINITY; // nothing is held but one of them
  await git.run(['cat-file', '--batch', '--buffer'], { cwd, stdin, onOutput, limit });
  return foreign;
};

const isOurs = (message: string): boolean =>
  message.startsWith(ARCHIVE_MESSAGE) || parseArtifactMessage(message) !== undefined;

const foreignEntry = (folder: string, entries: readonly TreeEntry[]): string | undefined => {
  for (const { mode, name } of entries) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const isPlace = (mode === '40000' && FOLDER.test(path)) || (mode === '100644' && FILE.test(path));
    if (!isPlace) return `${mode} ${quoted(path)}`;
  }
  return undefined;
};

const quoted = (path: string): string => JSON.stringify(path.slice(0, 200));
