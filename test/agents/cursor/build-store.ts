/** Makes Cursor's SQLite stores for a test, from JSON that says what is in them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

type Rows = { readonly [key: string]: unknown };

export interface IdeStore {
  readonly cursorDiskKV?: Rows;
  readonly ItemTable?: Rows;
}

export interface ChatStore {
  readonly meta: Rows;
  /** Messages, or a word for a blob that is none. */
  readonly blobs: readonly unknown[];
  readonly sidecar?: Rows;
}

const textOf = (value: unknown): string | null =>
  value === null || typeof value === 'string' ? value : JSON.stringify(value);

/** `state.vscdb`: values are stored as text, as the IDE does; `blob` stores their bytes, as older versions did. */
export const buildIde = (path: string, store: IdeStore, form: 'text' | 'blob' = 'text'): string => {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  for (const [table, rows] of Object.entries({ ItemTable: {}, ...store })) {
    database.exec(`create table ${table} (key text unique on conflict replace, value blob)`);
    const insert = database.prepare(`insert into ${table} values (?, ?)`);
    for (const [key, value] of Object.entries(rows)) {
      const text = textOf(value);
      insert.run(key, form === 'blob' && text !== null ? Buffer.from(text) : text);
    }
  }
  database.close();
  return path;
};

/** `store.db` of a session of the CLI, and what stands beside it. */
export const buildChat = (path: string, store: ChatStore): string => {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  database.exec(
    'create table blobs (id text primary key, data blob); create table meta (key text primary key, value text)',
  );
  database.prepare('insert into meta values (?, ?)').run('0', Buffer.from(JSON.stringify(store.meta)).toString('hex'));
  const insert = database.prepare('insert into blobs values (?, ?)');
  for (const [index, blob] of store.blobs.entries()) {
    const data = blob === 'protobuf' ? Buffer.from([0x0a, 0x20, index, 0xff]) : Buffer.from(textOf(blob) ?? '');
    insert.run(String(index).padStart(64, '0'), data);
  }
  database.close();
  if (store.sidecar !== undefined) writeFileSync(join(dirname(path), 'meta.json'), JSON.stringify(store.sidecar));
  return path;
};
