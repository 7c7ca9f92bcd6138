import { asString, asText } from '../../domain/json.ts';
import type { LogReader, Row } from '../log-reader.ts';
import { parseJson } from '../reading/parse-json.ts';
import { requireStore } from '../reading/require-store.ts';
import { objectOf, readSessionInfo, type SessionInfo, type Store, type Stored, type StoredRecord } from './store.ts';

/** Columns of `session` that are asked for, where the store's version has them. Never tables of accounts or shares. */
const COLUMNS = [
  'id',
  'parent_id',
  'directory',
  'title',
  'version',
  'time_created',
  'time_updated',
  'permission',
  'revert',
];

/**
 * The sessions of a SQLite store (`opencode.db`, 2026 and later). Undefined when the file is no store of this agent: the
 * older Go program of the same name keeps other tables in `.opencode/opencode.db`. @throws log_broken, log_unrecognised, not_readable
 */
export const databaseSessions = (path: string, logs: LogReader): Iterable<SessionInfo> | undefined => {
  requireStore(path, logs);
  const select = sessionSelect(path, logs);
  return select === undefined ? undefined : infosOf(logs.rows(path, { sql: `${select} order by id` }));
};

const sessionSelect = (path: string, logs: LogReader): string | undefined => {
  const tables = logs.tables(path);
  const columns = COLUMNS.filter((column) => tables?.get('session')?.includes(column));
  const held = tables?.has('message') === true || tables?.has('session_message') === true;
  return columns.includes('id') && held
    ? `select ${columns.map((name) => `"${name}"`).join(', ')} from "session"`
    : undefined;
};

function* infosOf(rows: Iterable<Row>): Generator<SessionInfo> {
  for (const row of rows) {
    const id = asText(row['id']);
    if (id !== undefined) yield infoOf(row, id);
  }
}

const infoOf = (row: Row, id: string): SessionInfo =>
  readSessionInfo(
    {
      id,
      parentID: row['parent_id'],
      directory: row['directory'],
      title: row['title'],
      version: row['version'],
      time: { created: row['time_created'], updated: row['time_updated'] },
      permission: parseJson(asText(row['permission']) ?? ''),
      revert: parseJson(asText(row['revert']) ?? ''),
    },
    id,
  );

/** @throws log_broken, and what the reader throws for a file that is missing */
export const openDatabase = (path: string, logs: LogReader): Store => {
  const select = sessionSelect(path, logs);
  const where = (condition: string, id: string): readonly SessionInfo[] =>
    select === undefined
      ? []
      : [...infosOf(logs.rows(path, { sql: `${select} where ${condition} order by id`, params: [id] }))];
  const hasParents = logs.tables(path)?.get('session')?.includes('parent_id') === true;
  return {
    session: (id) => where('"id" = ?', id)[0],
    children: (id) => (hasParents ? where('"parent_id" = ?', id) : []),
    records: (id) => {
      const old = count({ path, logs }, { table: 'message', id, more: '' });
      const spoken = `and "type" in ('user', 'assistant', 'shell')`;
      const entries = count({ path, logs }, { table: 'session_message', id, more: spoken });
      return entries > 0 && entries >= old ? entryRecords({ path, logs }, id) : messageRecords({ path, logs }, id);
    },
  };
};

interface Database {
  readonly path: string;
  readonly logs: LogReader;
}

/** A store may hold a session in both generations' tables while it is changed over: the fuller one is read. */
const count = ({ path, logs }: Database, of: { table: string; id: string; more: string }): number => {
  if (logs.tables(path)?.get(of.table)?.includes('session_id') !== true) return 0;
  const sql = `select count(*) as n from "${of.table}" where "session_id" = ? ${of.more}`;
  for (const row of logs.rows(path, { sql, params: [of.id] })) return Number(row['n']);
  return 0;
};

/** The ids of a session are read first and each message on its own: no query stays open between two records. */
function* messageRecords({ path, logs }: Database, id: string): Generator<StoredRecord> {
  if (logs.tables(path)?.has('message') !== true) return;
  const sql = 'select "id" from "message" where "session_id" = ? order by "time_created", "id"';
  const ids = [...logs.rows(path, { sql, params: [id] })].flatMap((row) => asText(row['id']) ?? []);
  for (const message of ids) {
    const own = 'select "id", "time_created", "data" from "message" where "id" = ?';
    const [stored] = [...storedOf(logs.rows(path, { sql: own, params: [message] }))];
    const parts = 'select "id", "time_created", "data" from "part" where "message_id" = ?';
    if (stored === undefined) continue;
    yield {
      generation: 1,
      message: stored,
      parts: inOrder(storedOf(logs.rows(path, { sql: parts, params: [message] }))),
    };
  }
}

function* entryRecords({ path, logs }: Database, id: string): Generator<StoredRecord> {
  const sql = 'select "id" from "session_message" where "session_id" = ? order by "seq", "id"';
  const ids = [...logs.rows(path, { sql, params: [id] })].flatMap((row) => asText(row['id']) ?? []);
  for (const entry of ids) {
    const own = 'select "id", "type", "time_created", "data" from "session_message" where "id" = ?';
    const [row] = [...logs.rows(path, { sql: own, params: [entry] })];
    if (row !== undefined) yield { generation: 2, type: asText(row['type']) ?? '', entry: storedRow(row) };
  }
}

/** SQLite itself would hold all that it sorts, each of any length. */
const inOrder = (parts: Iterable<Stored>): readonly Stored[] =>
  [...parts].sort(({ id: one }, { id: other }) => (one < other ? -1 : Number(one > other)));

/** Characters of one message's parts, which are held together; one alone may be longer. What is beyond counts as broken. */
const MAX_PARTS = 16 * 1024 * 1024;

function* storedOf(rows: Iterable<Row>): Generator<Stored> {
  let held = 0;
  for (const row of rows) {
    const size = asString(row['data'])?.length ?? 0;
    const fits = held === 0 || held + size <= MAX_PARTS;
    yield storedRow(fits ? row : { ...row, data: null });
    if (fits) held += size;
  }
}

const storedRow = (row: Row): Stored => ({
  id: asText(row['id']) ?? '',
  created: row['time_created'],
  data: objectOf(row['data']),
});
