import { parseArtifactMessage } from '../../domain/artifact-message.ts';
import { ARCHIVE_REF } from '../../domain/refs.ts';
import { nulRecords } from '../../git/nul-records.ts';
import { type TreeEntry, readTree } from '../../git/object-id.ts';
import { objectRecords } from '../../git/object-records.ts';
import { ARCHIVE_MESSAGE } from '../archive/archive-commit.ts';
import { archiveAt } from '../archive/read-archive.ts';
import type { Place } from '../place.ts';
import { corrupt } from '../read-version.ts';
import { OURS } from '../write-version.ts';

/** About 100 bytes an object. */
const MAX_LISTING = 256 * 1024 * 1024;
/** Of one folder: 200,000 artifacts whose ids begin alike. */
const MAX_TREE = 64 * 1024 * 1024;

const FILES = `(?:${[...OURS].map((name) => name.replaceAll('.', '\\.')).join('|')})`;
const BYTE = '[0-9a-f]{2}';
const ID = '[A-Za-z0-9][A-Za-z0-9._-]*';

/** Those of a version at the root, and those of the archive (domain/archive-layout.ts). */
const FOLDER = new RegExp(`^(?:a(?:/${BYTE}(?:/${ID}(?:/files)?)?)?|k(?:/${BYTE})?)?$`);
const FILE = new RegExp(`^(?:${FILES}|a/${BYTE}/${ID}/(?:version|files/${FILES})|k/${BYTE}/${BYTE})$`);

/**
 * All of an archive that is new must be commits of archives and versions, with nothing but our files in them: it would
 * be kept here, and sent on. Four processes. @param known commits that were looked at before. @throws artifact_corrupt
 */
export const checkArchive = async (place: Place, tip: string, known: readonly string[]): Promise<void> => {
  await archiveAt(place, tip);
  const stdin = [tip, ...known.map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
  const foreign = (await foreignCommit(place, stdin)) ?? (await foreignPath(place, stdin));
  if (foreign !== undefined) throw corrupt(`${ARCHIVE_REF} at ${tip}`, `it holds what is none of ours: ${foreign}`);
};

const foreignCommit = async ({ git, cwd }: Place, stdin: string): Promise<string | undefined> => {
  let found: string | undefined;
  const onOutput = nulRecords(2, ([id = '', subject = '']) => {
    if (subject.startsWith(ARCHIVE_MESSAGE) || parseArtifactMessage(subject) !== undefined) return;
    found ??= `commit ${id.trim()}`;
  });
  await git.run(['log', '--stdin', '--format=%H%x00%s%x00'], { cwd, stdin, onOutput });
  return found;
};

/**
 * The listing says where an object was found first, cuts names at a line feed, and has no repository that is named in a
 * folder. So each folder is read: a name that is wrong stands in the folder above, and the uppermost ones have none.
 */
const foreignPath = async (place: Place, stdin: string): Promise<string | undefined> => {
  const folders: Found[] = [];
  for (const found of await newObjects(place, stdin)) {
    if (FOLDER.test(found.path)) folders.push(found);
    else if (!FILE.test(found.path)) return JSON.stringify(found.path.slice(0, 200));
  }
  return foreignEntry(place, folders);
};

interface Found {
  readonly id: string;
  /** Bytes as latin1. */
  readonly path: string;
}

/** `<id>` of a commit, `<id> <path>` of all else; the path of a tree at the root is empty. */
const newObjects = async ({ git, cwd }: Place, stdin: string): Promise<readonly Found[]> => {
  const { stdout } = await git.run(['rev-list', '--objects', '--stdin'], { cwd, stdin, limit: MAX_LISTING });
  const lines = stdout.toString('latin1').split('\n');
  return lines.flatMap((line) => {
    const end = line.indexOf(' ');
    return end < 0 ? [] : [{ id: line.slice(0, end), path: line.slice(end + 1) }];
  });
};

const foreignEntry = async ({ git, cwd, format }: Place, folders: readonly Found[]): Promise<string | undefined> => {
  let foreign: string | undefined;
  let at = 0;
  const onOutput = objectRecords(MAX_TREE, ({ type, bytes }) => {
    const path = folders[at++]?.path ?? '';
    const entries = type !== 'tree' || bytes === null ? null : readTree(bytes, format);
    foreign ??= entries === null ? `${JSON.stringify(path)} is a ${type}` : foreignAmong(path, entries);
  });
  const stdin = folders.map(({ id }) => `${id}\n`).join('');
  const limit = Number.POSITIVE_INFINITY; // nothing is held but one folder
  await git.run(['cat-file', '--batch', '--buffer'], { cwd, stdin, onOutput, limit });
  return foreign;
};

const foreignAmong = (folder: string, entries: readonly TreeEntry[]): string | undefined => {
  for (const { mode, name } of entries) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const isOurs = (mode === '40000' && FOLDER.test(path)) || (mode === '100644' && FILE.test(path));
    if (!isOurs) return `${mode} ${JSON.stringify(path.slice(0, 200))}`;
  }
  return undefined;
};
