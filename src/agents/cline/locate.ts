import { OpenSessionError } from '../../domain/errors.ts';
import { asText } from '../../domain/json.ts';
import type { SessionSource } from '../agent.ts';
import type { LogReader, Row } from '../log-reader.ts';
import { baseName, joinPath, parentPath } from '../reading/join-path.ts';
import { asTime } from '../reading/log-time.ts';
import { API, type TaskItem, taskHistory, UI } from './task-files.ts';

type Known = NonNullable<SessionSource['known']>;

/**
 * A session is a folder `<id>` with `<id>.messages.json` (3.x), a task one with `api_conversation_history.json` or
 * `ui_messages.json`. Sub-agents' messages lie in their session's folder. What the index tells comes with them.
 */
export function* findSessions(root: string, logs: LogReader): Generator<SessionSource> {
  let index: ReadonlyMap<string, Known> | undefined;
  for (const id of logs.list(root)) {
    const path = mainFile(joinPath(root, id), logs);
    if (path === undefined) continue;
    index ??= indexOf(root, logs);
    const known = index.get(id);
    yield { agent: 'cline', path, ...(known === undefined ? {} : { known }) };
  }
}

/** Of a session's or task's folder. */
const mainFile = (dir: string, logs: LogReader): string | undefined => {
  const names = new Set(logs.list(dir));
  const name = [`${baseName(dir)}.messages.json`, API, UI].find((one) => names.has(one));
  return name === undefined ? undefined : joinPath(dir, name);
};

/** `db/sessions.db` beside `sessions`, `state/taskHistory.json` beside `tasks`. */
const indexOf = (root: string, logs: LogReader): ReadonlyMap<string, Known> => {
  const stored = storedSessions(joinPath(parentPath(root), 'db', 'sessions.db'), logs);
  const rows = stored.map((row): [string, Known] => [String(row['session_id']), knownOf(row)]);
  const items = [...taskHistory(root, logs)].map(([id, item]): [string, Known] => [id, taskKnown(item)]);
  return new Map([...items, ...rows]);
};

/** The sessions in a file: all of an index, one of any other. A session's manifest stands for its messages. */
export function* sessionsIn(path: string, logs: LogReader): Generator<SessionSource> {
  if (path.endsWith('.db')) {
    for (const row of storedSessions(path, logs)) {
      const messages = asText(row['messages_path']);
      if (messages !== undefined) yield { agent: 'cline', path: messages, known: knownOf(row) };
    }
    return;
  }
  const beside = path.replace(/\.json$/, '.messages.json');
  const isManifest = beside !== path && !path.endsWith('.messages.json') && logs.stat(beside)?.kind === 'file';
  yield { agent: 'cline', path: isManifest ? beside : path };
}

/** A person's sessions in the index; none when it is missing, damaged or of another kind. */
const storedSessions = (path: string, logs: LogReader): readonly Row[] => {
  try {
    const columns = new Set(logs.tables(path)?.get('sessions') ?? []);
    if (!columns.has('session_id')) return [];
    const wanted = COLUMNS.filter((name) => columns.has(name));
    const rows = logs.rows(path, { sql: `SELECT ${wanted.join(', ')} FROM sessions ORDER BY session_id` });
    return [...rows].filter((row) => Number(row['is_subagent'] ?? 0) === 0);
  } catch (error) {
    if (error instanceof OpenSessionError) return [];
    throw error;
  }
};

const COLUMNS = [
  'session_id',
  'cwd',
  'prompt',
  'started_at',
  'updated_at',
  'parent_session_id',
  'is_subagent',
  'messages_path',
];

const knownOf = (row: Row): Known => ({
  session_id: String(row['session_id']),
  ...defined({
    cwd: asText(row['cwd']),
    title: asText(row['prompt']),
    created_at: asTime(row['started_at']),
    updated_at: asTime(row['updated_at']),
    parent_session_id: asText(row['parent_session_id']),
  }),
});

const taskKnown = ({ id, cwd, titled, updated_at, parent }: TaskItem): Known =>
  defined({ session_id: id, cwd, title: titled?.title, updated_at, parent_session_id: parent });

const defined = (known: { readonly [K in keyof Known]: Known[K] | undefined }): Known =>
  Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
