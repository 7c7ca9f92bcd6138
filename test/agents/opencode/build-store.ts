/** Makes an OpenCode database for a test: tables as OpenCode 1.18 has them, of those that a session is read from. */
import { DatabaseSync } from 'node:sqlite';

export interface MadeStore {
  session(row: { readonly id: string; readonly [column: string]: string | number | null }): MadeStore;
  /** A message with its parts; `at` is in milliseconds after T0. */
  message(
    session: string,
    message: { readonly id: string; readonly at: number; readonly data: object },
    ...parts: readonly (object | string)[]
  ): MadeStore;
  /** An entry of `session_message`. */
  entry(
    session: string,
    entry: { readonly id: string; readonly type: string; readonly at: number; readonly data: object | string },
  ): MadeStore;
  run(sql: string): MadeStore;
  close(): string;
}

export const T0 = 1_767_603_600_000;

export const RUN_PERMISSION = JSON.stringify(
  ['question', 'plan_enter', 'plan_exit'].map((permission) => ({ permission, pattern: '*', action: 'deny' })),
);

export const makeStore = (path: string): MadeStore => {
  const database = new DatabaseSync(path);
  database.exec(`
    create table session (id text primary key, project_id text, parent_id text, directory text, title text, version text,
      permission text, revert text, time_created integer, time_updated integer);
    create table message (id text primary key, session_id text, time_created integer, time_updated integer, data text);
    create table part (id text primary key, message_id text, session_id text, time_created integer, time_updated integer, data text);
    create table session_message (id text primary key, session_id text, type text, seq integer, time_created integer, time_updated integer, data text);
    create table account (id text primary key, access_token text);
  `);
  const insert = (table: string, row: { readonly [column: string]: string | number | bigint | null }): void => {
    const columns = Object.keys(row);
    const marks = columns.map(() => '?').join(', ');
    database.prepare(`insert into ${table} (${columns.join(', ')}) values (${marks})`).run(...Object.values(row));
  };
  let seq = 0;
  const store: MadeStore = {
    session: (row) => {
      insert('session', {
        project_id: 'p',
        directory: '/srv/app',
        version: '1.18.33',
        title: 'Made',
        time_created: T0,
        time_updated: T0 + 60_000,
        ...row,
      });
      return store;
    },
    message: (session, { id, at, data }, ...parts) => {
      const time = T0 + at;
      insert('message', {
        id,
        session_id: session,
        time_created: time,
        time_updated: time,
        data: JSON.stringify({ time: { created: time }, ...data }),
      });
      for (const [index, part] of parts.entries()) {
        const text = typeof part === 'string' ? part : JSON.stringify(part);
        const row = { id: `${id}-prt-${String(index).padStart(2, '0')}`, message_id: id, session_id: session };
        insert('part', { ...row, time_created: time + index, time_updated: time, data: text });
      }
      return store;
    },
    entry: (session, { id, type, at, data }) => {
      const text = typeof data === 'string' ? data : JSON.stringify({ time: { created: T0 + at }, ...data });
      insert('session_message', {
        id,
        session_id: session,
        type,
        seq: seq++,
        time_created: T0 + at,
        time_updated: T0 + at,
        data: text,
      });
      return store;
    },
    run: (sql) => {
      database.exec(sql);
      return store;
    },
    close: () => {
      database.close();
      return path;
    },
  };
  return store;
};

export const ASSISTANT = {
  role: 'assistant',
  modelID: 'model-1',
  providerID: 'anthropic',
  path: { cwd: '/srv/app' },
} as const;

/** A tool part as 1.x stores it; `at` in milliseconds after T0. */
export const tool = (
  name: string,
  call: string,
  state: { readonly at?: number; readonly end?: number; readonly [key: string]: unknown },
): object => {
  const { at = 0, end = at, ...rest } = state;
  return {
    type: 'tool',
    tool: name,
    callID: call,
    state: { status: 'completed', output: '', ...rest, time: { start: T0 + at, end: T0 + end } },
  };
};
