import { type ErrorCode, OpenSessionError } from '../domain/errors.ts';

/** What may hold sessions and of which nothing could be read: a log, a store, or a folder that may not be listed. */
export interface Unread {
  readonly agent: string;
  readonly path: string;
  /** Of the session that it is; null: not known, or there may be several. */
  readonly session_id: string | null;
  /** `log_empty` is none that anybody wrote into. */
  readonly code: ErrorCode;
  /** A sentence that names the path, with raw text of the system. */
  readonly message: string;
}

/** Whether a listed name may not be the one on disk: bytes that are no UTF-8 come as U+FFFD, and nothing has that name. */
export const isGarbled = (path: string): boolean => path.includes('\u{FFFD}');

export const garbled = (path: string): string => `a name that is not valid UTF-8 cannot be opened: ${path}`;

/** How many are named. */
const NAMED = 3;

/** What to tell whoever looked for sessions, who may miss one; undefined where there is nothing. */
export const remarkOn = (unread: readonly Unread[]): string | undefined => {
  const damaged = unread.filter(({ code }) => code !== 'log_empty');
  if (damaged.length === 0) return undefined;
  const named = damaged.slice(0, NAMED).map(({ message }) => message);
  const more = damaged.length - named.length;
  return [
    'passed over, because it cannot be read:',
    ...named.map((message) => `  ${message}`),
    ...(more === 0 ? [] : [`  and ${more} more: opensession session list --agents --json`]),
  ].join('\n');
};

/**
 * Nothing was found where something could not be read: that is what is wrong, if what was asked for may lie in it.
 * @param id of the session that was asked for, or its beginning; null: any would do
 * @throws the code of what could not be read; session_not_found where a session is asked for by its id, and all that is
 * known of what could not be read is that it may lie there
 */
export const refuseUnread = (unread: readonly Unread[], id: string | null, wanted: string): void => {
  const own = unread.filter(({ session_id }) => id !== null && session_id?.startsWith(id) === true);
  const places = unread.filter(({ session_id, code }) => session_id === null && code !== 'log_empty');
  const causes = own.length > 0 ? own : places;
  const [cause] = causes;
  if (cause === undefined) return;
  const code = id !== null && own.length === 0 ? 'session_not_found' : cause.code;
  const named = causes.slice(0, NAMED).map(({ message }) => message);
  const more = causes.length > NAMED ? `; and ${causes.length - NAMED} more` : '';
  throw new OpenSessionError(code, `${wanted}, and this cannot be read: ${named.join('; ')}${more}`, {
    hint: 'see who may read it, or where its link leads: ls -ld, on it and on the folders above it',
  });
};
