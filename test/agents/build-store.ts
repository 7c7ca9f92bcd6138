/** Makes a SQLite store for a test, from SQL text. */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

export const buildStore = (path: string, ...sql: readonly string[]): string => {
  rmSync(path, { force: true });
  const database = new DatabaseSync(path);
  try {
    database.exec('pragma synchronous = off; pragma journal_mode = memory;');
    for (const statements of sql) database.exec(statements);
  } finally {
    database.close();
  }
  return path;
};

/** A value as SQL text. */
export const quoted = (value: unknown): string =>
  typeof value === 'number'
    ? String(value)
    : `'${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll("'", "''")}'`;

export const TABLES = `
  create table sessions (id text primary key, name text, session_type text, working_dir text, created_at text, updated_at text);
  create table messages (id integer primary key, session_id text, role text, content_json text, created_timestamp integer);
`;
