import { copyFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Row } from '../agents/log-reader.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { makeScratch } from '../scratch/make-scratch.ts';
import { removeScratch } from '../scratch/remove-scratch.ts';
import { clearFor } from './keep-heap-small.ts';
import { LIMITS } from './limits.ts';

/**
 * Opens an agent's store read-only without creating anything beside it. Without a write-ahead log the file cannot change
 * under a writer that is not there: `immutable` takes no lock and makes no file. With a live writer its own -shm is shared,
 * and a rollback journal is waited for: shared locks are held while the store is open, and SQLite sets a read mark (four
 * bytes of the -shm), without which the writer could write over what is read. `immutable` would not see the -wal, and the
 * two files copied without a lock may be of different moments. A -wal that a crash left alone would need a new -shm: then
 * a private copy is read.
 */
export const openStore = (path: string): DatabaseSync => {
  try {
    const logged = holdsBytes(`${path}-wal`);
    if (!logged && !holdsBytes(`${path}-journal`)) return open(path, 'immutable=1');
    if (!logged || existsSync(`${path}-shm`)) return open(path, 'mode=ro');
    return openCopy(path);
  } catch (cause) {
    throw storeError(path, cause);
  }
};

const open = (path: string, mode: string): DatabaseSync => {
  const url = pathToFileURL(path);
  url.search = mode;
  return new DatabaseSync(url, { readOnly: true, timeout: 2000 });
};

const openCopy = (path: string): DatabaseSync => {
  const dir = makeScratch('store');
  try {
    const copy = join(dir, 'store.db');
    copyFileSync(path, copy);
    copyFileSync(`${path}-wal`, `${copy}-wal`);
    const database = new DatabaseSync(copy, { readOnly: true });
    database.prepare('select count(*) from sqlite_master').get();
    return database;
  } finally {
    removeCopy(dir);
  }
};

/** An open store outlives its name on POSIX; Windows refuses, and its temporary folder is cleaned by the system. */
const removeCopy = (dir: string): void => {
  try {
    removeScratch(dir);
  } catch {
    // Windows, see above
  }
};

const holdsBytes = (path: string): boolean => {
  try {
    return statSync(path).size > 0;
  } catch {
    return false; // no such file: no log
  }
};

/** Table name → its columns. @throws log_broken, no_space */
export const tablesOf = (path: string, database: DatabaseSync): ReadonlyMap<string, readonly string[]> => {
  try {
    return readTables(database);
  } catch (cause) {
    throw storeError(path, cause);
  }
};

const readTables = (database: DatabaseSync): ReadonlyMap<string, readonly string[]> => {
  const names = database
    .prepare("select name from sqlite_master where type in ('table', 'view') order by name")
    .all()
    .map((row) => String(row['name']));
  return new Map(
    names.map((name) => [
      name,
      database
        .prepare('select name from pragma_table_info(?)')
        .all(name)
        .map((row) => String(row['name'])),
    ]),
  );
};

/**
 * Streams the rows of a query; integers that a double holds exactly come as numbers, a value that is longer than a line may
 * be as null: it is never loaded. @throws log_broken, no_space */
export function* rowsOf(
  path: string,
  database: DatabaseSync,
  query: { readonly sql: string; readonly params?: readonly (string | number)[] },
): Generator<Row> {
  try {
    const statement = database.prepare(bounded(database, query.sql));
    statement.setReadBigInts(true);
    for (const row of statement.iterate(...(query.params ?? []))) {
      clearFor(sizeOf(row));
      yield plain(row);
    }
  } catch (cause) {
    throw storeError(path, cause);
  }
}

const known = new WeakMap<DatabaseSync, Map<string, string>>();

/** The query with each of its columns bounded; queries are few, and asked over and over. */
const bounded = (database: DatabaseSync, sql: string): string => {
  const queries = known.get(database) ?? new Map<string, string>();
  known.set(database, queries);
  const columns = (): readonly string[] =>
    database
      .prepare(sql)
      .columns()
      .map(({ name }) => heldColumn(name));
  const query = queries.get(sql) ?? `select ${columns().join(', ')} from (${sql})`;
  queries.set(sql, query);
  return query;
};

/** By its bytes, which SQLite knows without reading them; of half as many none may be beyond ASCII, as in a line of a log. */
const heldColumn = (name: string): string => {
  const column = `"${name.replaceAll('"', '""')}"`;
  const bytes = `octet_length(${column})`;
  const isHeld = `${bytes} <= ${LIMITS.line} and (${bytes} <= ${LIMITS.line / 2} or ${bytes} = length(${column}))`;
  return `case when ${isHeld} then ${column} end as ${column}`;
};

const sizeOf = (row: Record<string, unknown>): number => {
  let size = 0;
  for (const value of Object.values(row))
    if (typeof value === 'string' || value instanceof Uint8Array) size += value.length;
  return size;
};

const plain = (row: Record<string, unknown>): Row => {
  const result: Record<string, Row[string]> = {};
  for (const [column, value] of Object.entries(row)) {
    result[column] = typeof value === 'bigint' && isSafe(value) ? Number(value) : (value as Row[string]);
  }
  return result;
};

const isSafe = (value: bigint): boolean => value >= -9007199254740991n && value <= 9007199254740991n;

const storeError = (path: string, cause: unknown): OpenSessionError => {
  if (cause instanceof OpenSessionError) return cause;
  // there is no room for the private copy, or for what SQLite makes beside it: the store itself is whole
  const { code, errcode = 0 } = cause as NodeJS.ErrnoException & { readonly errcode?: number };
  const isFull = FULL.has(code) || FULL_IN_SQLITE.has(errcode);
  const message = `cannot read the store ${path}: ${(cause as Error).message}`;
  return new OpenSessionError(isFull ? 'no_space' : 'log_broken', message, { cause });
};

const FULL: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** SQLITE_FULL, SQLITE_IOERR_SHMSIZE (sqlite3.h). */
const FULL_IN_SQLITE: ReadonlySet<number> = new Set([13, 4874]);
