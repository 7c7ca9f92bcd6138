import { asText } from '../../domain/json.ts';
import type { SessionSource } from '../agent.ts';
import type { LogReader, Row } from '../log-reader.ts';
import { parseJson } from '../reading/parse-json.ts';
import { requireStore } from '../reading/require-store.ts';
import { messageTime, readSessionInfo, type SessionInfo } from './session-info.ts';
import type { StoredMessage } from './stored-message.ts';

/** A store's path and reader. Columns differ with the schema's version: each query asks for those that are there. */
export interface Database {
  readonly path: string;
  readonly logs: LogReader;
}

const SESSION_COLUMNS = [
  'id',
  'name',
  'description',
  'session_type',
  'working_dir',
  'created_at',
  'updated_at',
  'accumulated_input_tokens',
  'accumulated_output_tokens',
  'accumulated_total_tokens',
  'accumulated_cache_read_tokens',
  'accumulated_cache_write_tokens',
  'provider_name',
  'model_config_json',
  'parent_session_id',
];

/** Whether the file is a store of this agent. */
const isStore = ({ path, logs }: Database): boolean => {
  const tables = logs.tables(path);
  return tables?.get('sessions')?.includes('id') === true && tables.get('messages')?.includes('content_json') === true;
};

/** The quoted names of those columns that a table has, for a query. */
export const columnsOf = ({ path, logs }: Database, table: string, wanted: readonly string[]): readonly string[] => {
  const present = logs.tables(path)?.get(table) ?? [];
  return wanted.filter((name) => present.includes(name)).map((name) => `"${name}"`);
};

/**
 * The sessions of persons that hold a message. Sub-agents' and hidden ones are no sessions of their own.
 * @throws log_broken, log_unrecognised, not_readable
 */
export function* databaseSources(path: string, logs: LogReader): Generator<SessionSource> {
  const store = { path, logs };
  requireStore(path, logs);
  if (!isStore(store)) return;
  const held = 'exists (select 1 from "messages" where "messages"."session_id" = "sessions"."id")';
  for (const info of sessionsWhere(store, held)) {
    if (info.type !== 'sub_agent' && info.type !== 'hidden') yield sourceOf(path, info);
  }
}

/** Ids of all sessions that were ever written to the store: their JSONL files, which stay behind, are copies. */
export const storedIds = (path: string, logs: LogReader): ReadonlySet<string> => {
  if (!isStore({ path, logs })) return new Set();
  return new Set(
    [...logs.rows(path, { sql: 'select "id" from "sessions"' })].flatMap((row) => asText(row['id']) ?? []),
  );
};

const sourceOf = (path: string, info: SessionInfo): SessionSource => ({
  agent: 'goose',
  path,
  key: info.id,
  known: {
    session_id: info.id,
    ...(info.cwd === undefined ? {} : { cwd: info.cwd }),
    ...(info.title === undefined ? {} : { title: info.title }),
    ...(info.created_at === undefined ? {} : { created_at: info.created_at }),
    ...(info.updated_at === undefined ? {} : { updated_at: info.updated_at }),
  },
});

export const sessionById = (store: Database, id: string): SessionInfo | undefined =>
  isStore(store) ? [...sessionsWhere(store, '"id" = ?', id)][0] : undefined;

/** Sessions of sub-agents that a session started (schemas of 2026). */
export const childrenOf = (store: Database, id: string): readonly SessionInfo[] =>
  columnsOf(store, 'sessions', ['parent_session_id']).length === 0
    ? []
    : [...sessionsWhere(store, '"parent_session_id" = ? and "id" <> "parent_session_id"', id)];

function* sessionsWhere(store: Database, condition: string, id?: string): Generator<SessionInfo> {
  const columns = columnsOf(store, 'sessions', SESSION_COLUMNS);
  const sql = `select ${columns.join(', ')} from "sessions" where ${condition} order by "created_at", "id"`;
  const rows = [...store.logs.rows(store.path, { sql, params: id === undefined ? [] : [id] })];
  for (const row of rows) {
    const own = asText(row['id']);
    if (own !== undefined) yield readSessionInfo(row, own);
  }
}

/**
 * A session's messages in the order of their rows. Ids are read first and each message on its own: no query stays open
 * between two of them, so that sub-agents' sessions may be read meanwhile.
 */
export function* databaseMessages(store: Database, id: string): Generator<StoredMessage> {
  const names = ['id', 'role', 'created_timestamp', 'metadata_json', 'content_json'];
  const columns = columnsOf(store, 'messages', names).join(', ');
  const { path, logs } = store;
  const all = 'select "id" from "messages" where "session_id" = ? order by "id"';
  const ids = [...logs.rows(path, { sql: all, params: [id] })].flatMap((row) => rowId(row['id']) ?? []);
  for (const message of ids) {
    const rows = logs.rows(path, { sql: `select ${columns} from "messages" where "id" = ?`, params: [message] });
    const [row] = [...rows];
    if (row !== undefined) yield messageOf(row, message);
  }
}

const rowId = (value: Row[string] | undefined): number | string | undefined =>
  typeof value === 'number' || typeof value === 'string' ? value : undefined;

const messageOf = (row: Row, id: number | string): StoredMessage => {
  const content = parseJson(asText(row['content_json']) ?? '');
  return {
    id: String(id),
    role: asText(row['role']) ?? '',
    at: messageTime(row['created_timestamp']),
    content: Array.isArray(content) ? content : undefined,
    metadata: parseJson(asText(row['metadata_json']) ?? ''),
    offset: 0,
    origin: undefined,
  };
};
