import { readdirSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { LogLine, LogReader } from '../agents/log-reader.ts';
import { openDocument } from './documents/document-bytes.ts';
import type { LargePage } from './documents/paged-list.ts';
import { rememberScans } from './documents/known-scans.ts';
import { type DocumentOptions, parseDocument, readDocument } from './documents/read-document.ts';
import { holdsText } from './holds-text.ts';
import { keepHeapSmall } from './keep-heap-small.ts';
import { LIMITS } from './limits.ts';
import { openFile, openPlain, statPath } from './open-file.ts';
import { readLines } from './read-lines.ts';
import { readWhole } from './read-whole.ts';
import { openStore, rowsOf, tablesOf } from './sqlite.ts';

/** How documents are read: what is read of them is the same. */
export type LogReaderOptions = Pick<DocumentOptions, 'whole' | 'window' | 'page'>;

/** A LogReader over real files. `onRead` hears of bytes as they are read, for progress. */
export const openLogReader = (onRead: (bytes: number) => void = () => {}, sizes: LogReaderOptions = {}): LogReader => {
  const stores = new Map<string, { readonly database: DatabaseSync; readonly version: string }>();
  const store = (path: string): DatabaseSync => {
    const version = versionOf(path);
    const known = stores.get(path);
    if (known?.version === version) return known.database;
    known?.database.close();
    const database = openStore(path);
    stores.set(path, { database, version });
    return database;
  };
  const scans = rememberScans();
  const large: LargePage = { release: () => {} };
  const heard = (bytes: number): void => {
    keepHeapSmall(bytes);
    onRead(bytes);
  };
  return {
    stat: statPath,
    list: listNames,
    lines: (path) => linesOf(path, heard),
    holds: (path, text) => holdsText(path, text, heard),
    head: headOf,
    json: jsonOf,
    document: (path, lists, parse) => readDocument(openDocument(path, heard), { ...sizes, lists, parse, scans, large }),
    text: textOf,
    tables: (path) => (isSqlite(path) ? tablesOf(path, store(path)) : undefined),
    rows: (path, query) => rowsOf(path, store(path), query),
  };
};

/** Changes whenever the store or its write-ahead log does, so that an immutable view is opened anew. */
const versionOf = (path: string): string =>
  [path, `${path}-wal`].map((file) => JSON.stringify(statPath(file) ?? null)).join(' ');

const listNames = (dir: string): readonly string[] => {
  try {
    return readdirSync(dir).sort((a, b) => (a < b ? -1 : 1));
  } catch {
    return []; // missing or not allowed: nothing to list
  }
};

function* linesOf(path: string, onRead: (bytes: number) => void): Generator<LogLine> {
  const file = openFile(path);
  try {
    yield* readLines((target, offset) => {
      const count = file.read(target, offset);
      onRead(count);
      return count;
    });
  } finally {
    file.close();
  }
}

const headOf = (path: string, bytes: number): string => {
  try {
    const file = openFile(path);
    try {
      const target = Buffer.alloc(bytes);
      const count = file.read(target, 0);
      return target
        .subarray(0, count)
        .toString('utf8')
        .replace(/^\uFEFF/, '');
    } finally {
      file.close();
    }
  } catch {
    return ''; // a file that cannot be read has no head; reading it in earnest says why
  }
};

/** What is small by its nature: a line of a log may be as long. */
const jsonOf = (path: string): unknown => {
  const file = openFile(path);
  try {
    const text = readWhole(path, file, LIMITS.line).toString('utf8');
    return parseDocument(path, text.replace(/^\uFEFF/, ''));
  } finally {
    file.close();
  }
};

const textOf = (path: string, bytes: number): string | undefined => {
  if (statPath(path)?.kind !== 'file') return undefined;
  return headOf(path, bytes);
};

const SQLITE_MAGIC = 'SQLite format 3\0';

/** @throws not_readable, file_not_found */
const isSqlite = (path: string): boolean => {
  if (statPath(path)?.kind !== 'file') return false;
  const target = Buffer.alloc(SQLITE_MAGIC.length);
  const file = openPlain(path);
  try {
    return file.read(target, 0) === target.length && target.toString('latin1') === SQLITE_MAGIC;
  } finally {
    file.close();
  }
};
