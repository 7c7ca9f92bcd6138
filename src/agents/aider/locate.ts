import { asText } from '../../domain/json.ts';
import type { Place, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { baseName, isAbsolute, joinPath } from '../reading/join-path.ts';
import { titleOf } from '../reading/title-of.ts';
import { createKeys, HEADER_BYTES, startOf } from './chat-header.ts';
import { kindOf, styleOf, withoutMark } from './chat-lines.ts';
import { inputsIn } from './input-history.ts';
import { CHAT, chatPlace, directoriesFrom, namedChats } from './settings.ts';

/**
 * Aider keeps its history in the repository: at its root, else in the directory in which it ran. So it is looked for in
 * the current directory and those above it; AIDER_CHAT_HISTORY_FILE names another file, and so may `.aider.conf.yml`.
 */
export const rootsOf = (place: Place, logs?: LogReader): readonly string[] => {
  const named = asText(place.env['AIDER_CHAT_HISTORY_FILE']);
  const { cwd } = place;
  const other = named === undefined || cwd === undefined || isAbsolute(named) ? named : joinPath(cwd, named);
  const near = cwd === undefined ? [] : directoriesFrom(cwd).map((dir) => joinPath(dir, CHAT));
  const set = logs === undefined ? [] : namedChats(place, logs);
  return [...new Set([...(other === undefined || !isAbsolute(other) ? [] : [other]), ...set, ...near])];
};

interface Found {
  readonly key: string;
  readonly started: string | undefined;
  isUsed: boolean;
  /** Of the first prompt, once there was one. */
  titled: ReturnType<typeof titleOf> | undefined;
}

/**
 * The sessions of a history in which a person said something. The file has no index: each line's first bytes are looked
 * at, and the first prompt's.
 */
export function* findSessions(path: string, logs: LogReader): Generator<SessionSource> {
  if (logs.stat(path)?.kind !== 'file') return;
  const sessions = scan(path, logs);
  const { dir: cwd, inputs } = chatPlace(path, logs);
  const ends = lastInputs(inputs, sessions, logs);
  for (const [index, { key, started, isUsed, titled }] of sessions.entries()) {
    if (!isUsed) continue;
    const updated = ends[index] ?? started;
    yield {
      agent: 'aider',
      path,
      key,
      known: {
        session_id: key,
        ...(cwd === undefined ? {} : { cwd }),
        ...titled,
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
      found.push({ key: keys.next(started), started, isUsed: false, titled: undefined });
    }
    const session = found.at(-1);
    if (session === undefined || session.titled !== undefined || !head.startsWith('#### ')) continue;
    const text = line.text();
    if (kindOf(text, style) !== 'user') continue;
    const prompt = withoutMark(text, 'user');
    session.isUsed = true;
    if (!isCommand(prompt)) session.titled = titleOf(prompt);
  }
  return found;
};

/** A command to Aider is no title, but somebody was there. */
const isCommand = (prompt: string): boolean => /^(?:[/!]|(?:<blank>)?$)/.test(prompt);

/** The last time that something was typed in each session, before the next one began. */
const lastInputs = (
  history: string | undefined,
  sessions: readonly Found[],
  logs: LogReader,
): readonly (string | undefined)[] => {
  const ends: (string | undefined)[] = [];
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
