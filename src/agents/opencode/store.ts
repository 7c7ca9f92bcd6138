import { asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import { parseJson } from '../reading/parse-json.ts';

/** What a store says of a session beside its messages. Times are milliseconds since the epoch, as stored. */
export interface SessionInfo {
  readonly id: string;
  readonly parent: string | undefined;
  readonly directory: string | undefined;
  readonly title: string | undefined;
  readonly version: string | undefined;
  readonly created: unknown;
  readonly updated: unknown;
  /** The session was made by `opencode run`, or may be a copy of one that was: see run-quotes.ts. */
  readonly headless: boolean;
  /** Set while the person has taken messages back: this one and all after it, from a part on when one is named. */
  readonly revert: { readonly message: string; readonly part: string | undefined } | undefined;
}

/** A message or part as stored; `data` is undefined when it is no JSON object. */
export interface Stored {
  readonly id: string;
  readonly created: unknown;
  readonly data: JsonObject | undefined;
}

/** One step of a session: a message with its parts (until 1.x), or an entry of `session_message` (2.x). */
export type StoredRecord =
  | { readonly generation: 1; readonly message: Stored; readonly parts: readonly Stored[] }
  | { readonly generation: 2; readonly type: string; readonly entry: Stored };

/** Where sessions lie: a database, or a tree of JSON files. */
export interface Store {
  session(id: string): SessionInfo | undefined;
  /** Sessions of sub-agents that a session started, by their ids. */
  children(id: string): readonly SessionInfo[];
  /** In order. Nothing stays open between two records, so that other sessions of the store may be read meanwhile. */
  records(id: string): Iterable<StoredRecord>;
}

/** Made from a JSON document of the tree, or from a row of the table `session` in its shape. */
export const readSessionInfo = (document: unknown, id: string): SessionInfo => ({
  id: asText(field(document, 'id')) ?? id,
  parent: asText(field(document, 'parentID')),
  directory: asText(field(document, 'directory')),
  title: asText(field(document, 'title')),
  version: asText(field(document, 'version')),
  created: field(field(document, 'time'), 'created'),
  updated: field(field(document, 'time'), 'updated'),
  headless: deniesQuestions(field(document, 'permission')) || isFork(document),
  revert: readRevert(field(document, 'revert')),
});

/** A copy takes over no permissions, and does not name the session that it was made of. */
const isFork = (document: unknown): boolean =>
  !Array.isArray(field(document, 'permission')) && /\(fork #\d+\)$/.test(asText(field(document, 'title')) ?? '');

/** `opencode run` (1.1 and later) denies its session to ask questions and to change into plan mode; no other face does. */
const deniesQuestions = (permission: unknown): boolean => {
  if (!Array.isArray(permission)) return false;
  return ['question', 'plan_enter', 'plan_exit'].every((name) =>
    permission.some(
      (rule) =>
        field(rule, 'permission') === name && field(rule, 'pattern') === '*' && field(rule, 'action') === 'deny',
    ),
  );
};

const readRevert = (revert: unknown): SessionInfo['revert'] => {
  const message = asText(field(revert, 'messageID'));
  return message === undefined ? undefined : { message, part: asText(field(revert, 'partID')) };
};

export const objectOf = (value: unknown): JsonObject | undefined => {
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  return isObject(parsed) ? parsed : undefined;
};
