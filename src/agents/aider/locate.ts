import { asText } from '../../domain/json.ts';
import type { Place, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { baseName, isAbsolute, joinPath, parentPath } from '../reading/join-path.ts';
import { createKeys, HEADER_BYTES, startOf } from './chat-header.ts';
import { kindOf, styleOf, withoutMark } from './chat-lines.ts';
import { inputsIn } from './input-history.ts';

const CHAT = '.aider.chat.history.md';
const INPUT = '.aider.input.history';

/**
 * Aider keeps its history in the repository: at its root, else in the directory in which it ran. So it is looked for in
 * the current directory and those above it; AIDER_CHAT_HISTORY_FILE names another file.
 */
export const rootsOf = (place: Place): readonly string[] => {
  const named = asText(place.env['AIDER_CHAT_HISTORY_FILE']);
  const { cwd } = place;
  const other = named === undefined || cwd === undefined || isAbsolute(named) ? named : joinPath(cwd, named);
  const near = cwd === undefined ? [] : directoriesFrom(cwd).map((dir) => joinPath(dir, CHAT));
  return [...new Set([...(other === undefined || !isAbsolute(other) ? [] : [other]), ...near])];
};

const MOST_LEVELS = 64;

const directoriesFrom = (cwd: string): readonly string[] => {
  const found: string[] = [];
  for (let dir = cwd; found.length < MOST_LEVELS; dir = parentPath(dir)) {
    found.push(dir);
    if (parentPath(dir) === dir) break;
  }
  return found;
};

/** The directory in which the agent worked: that of a history in its usual place. */
export const directoryOf = (path: string): string | undefined =>
  baseName(path) === CHAT ? parentPath(path) : undefined;

/** The history of what was typed, beside a chat in its usual place. */
export const inputHistoryOf = (path: string): string | undefined =>
  baseName(path) === CHAT ? joinPath(parentPath(path), INPUT) : undefined;

interface Found {
  readonly key: string;
  readonly started: string | undefined;
  title: string | undefined;
}

/**
 * The sessions of a history in which a person said something. The file has no index: each line's first bytes are looked
 * at, and the first prompt's.
 */
export function* findSessions(path: string, logs: LogReader): Generator<SessionSource> {
  if (logs.stat(path)?.kind !== 'file') return;
  const sessions = scan(path, logs);
  const ends = lastInputs(path, sessions, logs);
  const cwd = directoryOf(path);
  for (const [index, { key, started, title }] of sessions.entries()) {
    if (title === undefined) continue;
    const updated = ends[index] ?? started;
    yield {
      agent: 'aider',
      path,
      key,
      known: {
        session_id: key,
        ...(cwd === undefined ? {} : { cwd }),
        ...(title === '' ? {} : { title }),
        ...(started === undefined ? {} : { created_at: started }),
        ...(updated === undefined ? {} : { updated_at: updated }),
      },
    };
  }
}

const scan = (path: string, logs: LogReader): readonly Found[] => {
  const style = styleOf(path, logs);
  const keys = createKeys();
  const found: Found[] = [];
  for (const line of logs.lines(path)) {
    const head = line.head(HEADER_BYTES);
    const started = startOf(head);
    if (started !== undefined || found.length === 0) {
      found.push({ key: keys.next(started), started, title: undefined });
    }
    const session = found.at(-1);
    if (session === undefined || (session.title ?? '') !== '' || !head.startsWith('#### ')) continue;
    const text = line.text();
    if (kindOf(text, style) === 'user') session.title = titleOf(withoutMark(text, 'user'));
  }
  return found;
};

/** A command to Aider is no title, but somebody was there. */
const titleOf = (prompt: string): string => (/^(?:[/!]|<blank>$)/.test(prompt) ? '' : prompt);

/** The last time that something was typed in each session, before the next one began. */
const lastInputs = (path: string, sessions: readonly Found[], logs: LogReader): readonly (string | undefined)[] => {
  const ends: (string | undefined)[] = [];
  const history = inputHistoryOf(path);
  if (history === undefined) return ends;
  let index = 0;
  for (const { at } of inputsIn(history, logs)) {
    while (isBegun(sessions[index + 1], at)) index++;
    if (isBegun(sessions[index], at)) ends[index] = at;
  }
  return ends;
};

const isBegun = (session: Found | undefined, at: string): boolean =>
  session?.started !== undefined && session.started <= at;

/** 0 to 100: a header that Aider writes at each start. */
export const recognise = (path: string, head: string): number => {
  if (/^# aider chat started at \d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\s*$/m.test(head)) return 95;
  return baseName(path) === CHAT ? 40 : 0;
};
