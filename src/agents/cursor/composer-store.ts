import { asCount, asString, asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import type { LogReader, Row } from '../log-reader.ts';
import { parseJson } from '../reading/parse-json.ts';
import { heldText, LONGEST } from './held-text.ts';

/** A store of the IDE. Of `ItemTable`, which also holds credentials, only keys that are named here are ever selected. */
export interface StateStore {
  readonly path: string;
  readonly logs: LogReader;
}

/** What a listing needs of a conversation, read without its messages. */
export interface ComposerRow {
  readonly id: string;
  readonly name: string | undefined;
  readonly created: unknown;
  readonly updated: unknown;
  readonly workspace: string | undefined;
  /** Messages, in whichever form. */
  readonly messages: number;
  readonly parent: string | undefined;
}

/** Messages of one conversation that are looked for. */
const MAX_BUBBLES = 200_000;

const has = ({ path, logs }: StateStore, table: string): boolean => {
  const columns = logs.tables(path)?.get(table);
  return columns?.includes('key') === true && columns.includes('value');
};

/** Rows whose key begins with `prefix`, by a range of the key's index. */
const range = (prefix: string): readonly [string, string] => [
  prefix,
  `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`,
];

const json = (path: string): string => `json_extract(held, '$.${path}')`;
const length = (path: string): string => `coalesce(json_array_length(held, '$.${path}'), 0)`;

const LISTING = `select id, ${json('name')} as name, ${json('createdAt')} as created, ${json('lastUpdatedAt')} as updated,
  coalesce(${json('workspaceIdentifier.uri.fsPath')}, ${json('workspaceIdentifier.uri.path')}) as workspace,
  ${length('conversation')} + ${length('fullConversationHeadersOnly')} as messages,
  coalesce(${json('subagentInfo.parentComposerId')}, ${json('subagentInfo.rootParentConversationId')}) as parent,
  held is null as is_unread
  from (select key, id, case when json_valid(doc) then doc end as held, doc <> '' as is_torn, is_long
    from (select key, substr(key, 14) as id, ${heldText('value')} as doc, octet_length(value) > ${LONGEST} as is_long
      from cursorDiskKV where key >= ? and key < ?))
  where case when held is null then is_long or is_torn else json_type(held) = 'object' end order by key`;

/** All conversations of the IDE's global store, and of workspace stores of 0.43 to 0.45. */
export const composerRows = (store: StateStore): readonly ComposerRow[] => {
  if (!has(store, 'cursorDiskKV')) return [];
  const rows = [...store.logs.rows(store.path, { sql: LISTING, params: range('composerData:') })];
  return rows.flatMap((row) => {
    const id = asText(row['id']);
    // what is too long to be looked into, or is no JSON, may hold messages; reading it says that it is
    const messages = row['is_unread'] === 1 ? 1 : (asCount(row['messages']) ?? 0);
    return id === undefined ? [] : [{ ...named(row), id, created: row['created'], updated: row['updated'], messages }];
  });
};

const named = (row: Row): Pick<ComposerRow, 'name' | 'workspace' | 'parent'> => ({
  name: asText(row['name']),
  workspace: asText(row['workspace']),
  parent: asText(row['parent']),
});

/** A conversation's document: 'empty' when there is none, undefined when it is too large or no object. */
export const composerDocument = (store: StateStore, id: string): JsonObject | 'empty' | undefined =>
  has(store, 'cursorDiskKV') ? bubbleValue(store, `composerData:${id}`) : 'empty';

/** A JSON object under a key of `cursorDiskKV`, which must be there; undefined when it is too large or no object. */
export const bubbleValue = (store: StateStore, key: string): JsonObject | 'empty' | undefined => {
  const text = valueAt(store, 'cursorDiskKV', key);
  if (text === undefined || text === '' || text === 'null') return 'empty';
  const value = parseJson(text);
  return isObject(value) ? value : undefined;
};

type ItemKey = typeof COMPOSER_DATA | typeof CHAT_DATA;

/** The text of a value under one of the keys of `ItemTable` that hold conversations. */
export const itemText = (store: StateStore, key: ItemKey): string | undefined =>
  has(store, 'ItemTable') ? valueAt(store, 'ItemTable', key) : undefined;

export const COMPOSER_DATA = 'composer.composerData';
export const CHAT_DATA = 'workbench.panel.aichat.view.aichat.chatdata';

/** A value that cannot be parsed stands for its conversations under its own key, which each store may have. */
export const isItemKey = (key: string): boolean => key === COMPOSER_DATA || key === CHAT_DATA;

/** Of a value that is too long to be read what is no JSON. */
const valueAt = ({ path, logs }: StateStore, table: 'cursorDiskKV' | 'ItemTable', key: string): string | undefined => {
  const sql = `select ${heldText('value')} as value, typeof(value) = 'null' as none from "${table}" where key = ?`;
  for (const { value, none } of logs.rows(path, { sql, params: [key] }))
    return asString(value) ?? (none === 1 ? '' : '!');
  return undefined;
};

const CONTENT_ID = /^composer\.content\.[0-9a-f]{8,128}$/;

/** The text of a file that an edit names. */
export const contentText = (store: StateStore, id: unknown): string | undefined =>
  typeof id === 'string' && CONTENT_ID.test(id) && has(store, 'cursorDiskKV')
    ? valueAt(store, 'cursorDiskKV', id)
    : undefined;

/** Keys of a conversation's messages by the message's own id, in the order of the rows. */
export const bubbleKeys = (store: StateStore, composer: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  if (!has(store, 'cursorDiskKV')) return found;
  const prefix = `bubbleId:${composer}:`;
  const sql = `select key, case when json_valid(doc) then json_extract(doc, '$.bubbleId') end as id from
    (select rowid as place, key, ${heldText('value')} as doc from cursorDiskKV where key >= ? and key < ?)
    order by place limit ${MAX_BUBBLES}`;
  for (const row of store.logs.rows(store.path, { sql, params: range(prefix) })) {
    const key = asString(row['key']);
    if (key === undefined) continue;
    const own = asString(row['id']);
    found.set(own === undefined || found.has(own) ? key.slice(prefix.length) : own, key);
  }
  return found;
};

/** Messages that stand in the conversation's own document (until 0.45). */
export const inlineBubbles = (composer: JsonObject): readonly unknown[] => {
  const list = field(composer, 'conversation');
  return Array.isArray(list) ? list : [];
};
