import { asCount, asString, asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import type { LogReader } from '../log-reader.ts';
import { ifReadable } from '../reading/if-readable.ts';
import { joinPath } from '../reading/join-path.ts';
import { parseJson } from '../reading/parse-json.ts';
import { heldText, LONGEST } from './held-text.ts';
import { uriPath } from './uri-path.ts';

/** The store of one session of the CLI: `~/.cursor/chats/<hash of the directory>/<session>/store.db`. */
export interface ChatStore {
  readonly path: string;
  readonly logs: LogReader;
}

/** A blob: a message as JSON, or one of the records that tie them together. `size` in bytes. */
export interface Blob {
  readonly id: string;
  readonly place: number;
  readonly size: number;
  /** Only of those that may be a message. */
  readonly text: string | undefined;
  /** Nobody looked into it. */
  readonly isTooLong: boolean;
}

const PAGE = 500;

/** In the order in which they were stored. A page of places is read first and each blob on its own: nothing stays open. */
export function* blobs({ path, logs }: ChatStore): Generator<Blob> {
  const columns = logs.tables(path)?.get('blobs');
  if (columns?.includes('id') !== true || !columns.includes('data')) return;
  const list = `select rowid as place, id, octet_length(data) as size,
    case when octet_length(data) <= ${LONGEST} then hex(substr(data, 1, 1)) end as start from blobs where rowid > ? order by rowid limit ${PAGE}`;
  for (let after = -1; ;) {
    const page = [...logs.rows(path, { sql: list, params: [after] })];
    for (const row of page) {
      after = Number(row['place']);
      const size = asCount(row['size']) ?? 0;
      const isJson = row['start'] === '7B';
      const text = isJson ? textAt({ path, logs }, after) : undefined;
      const isTooLong = size > LONGEST || (isJson && text === undefined);
      yield { id: asText(row['id']) ?? String(after), place: after, size, text, isTooLong };
    }
    if (page.length < PAGE) return;
  }
}

/** Undefined when it takes more in memory than is read, as text beyond ASCII does. */
const textAt = ({ path, logs }: ChatStore, place: number): string | undefined => {
  const sql = `select ${heldText('data')} as data from blobs where rowid = ?`;
  for (const row of logs.rows(path, { sql, params: [place] })) return asString(row['data']);
  return undefined;
};

/** Keys of `meta` for stores that hold one value under each. */
const NAMES = ['agentId', 'name', 'createdAt', 'mode', 'lastUsedModel', 'workspacePath', 'cwd'];

/** What the store says of its session: one row `0` of JSON in hexadecimal digits, or a row for each field. */
export const chatMeta = ({ path, logs }: ChatStore): JsonObject => {
  if (logs.tables(path)?.get('meta')?.includes('value') !== true) return {};
  const marks = NAMES.map(() => '?').join(', ');
  const sql = `select key, substr(${heldText('value')}, 1, 1000000) as value from meta where key in ('0', ${marks}) order by key`;
  const rows = [...logs.rows(path, { sql, params: NAMES })];
  const whole = rows.find((row) => row['key'] === '0')?.['value'];
  const document =
    typeof whole === 'string' ? parseJson(/^(?:[0-9a-f]{2})+$/i.test(whole) ? unhex(whole) : whole) : undefined;
  if (isObject(document)) return document;
  return Object.fromEntries(rows.map((row) => [String(row['key']), row['value']]));
};

const unhex = (digits: string): string => {
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
  return new TextDecoder().decode(bytes);
};

/** `meta.json` beside the store (2026): `{title, createdAtMs, updatedAtMs, cwd, isSubagent, hasConversation}`. */
export const chatSidecar = ({ path, logs }: ChatStore): JsonObject => {
  const file = joinPath(path, '..', 'meta.json');
  const document = logs.stat(file) === undefined ? undefined : ifReadable(() => logs.json(file));
  return isObject(document) ? document : {};
};

export const chatDirectory = (meta: JsonObject, sidecar: JsonObject): string | undefined => {
  const text = asText(field(meta, 'workspacePath')) ?? asText(field(sidecar, 'cwd')) ?? asText(field(meta, 'cwd'));
  return text === undefined ? undefined : uriPath(text);
};

/** Whether a database is a session of the CLI. */
export const isChat = (path: string, logs: LogReader): boolean => logs.tables(path)?.has('blobs') === true;
