import { OpenSessionError } from '../../domain/errors.ts';
import { asText } from '../../domain/json.ts';
import type { Place, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { baseName, isAbsolute, joinPath } from '../reading/join-path.ts';
import { databaseSources, storedIds } from './database.ts';
import { legacyId } from './legacy-log.ts';

/**
 * `<data>/sessions`: below GOOSE_PATH_ROOT; else `$XDG_DATA_HOME/goose` or `~/.local/share/goose` on Linux and macOS
 * (older builds for macOS: `~/Library/Application Support/Block/goose`), `%APPDATA%\Block\goose\data` on Windows.
 */
export const rootsOf = (place: Place): readonly string[] => {
  const root = asText(place.env['GOOSE_PATH_ROOT']);
  const data = [...(root === undefined ? [] : [joinPath(root, 'data')]), ...systemFolders(place)];
  return [...new Set(data.filter(isAbsolute).map((folder) => joinPath(folder, 'sessions')))];
};

const systemFolders = ({ platform, home, env }: Place): readonly string[] => {
  if (platform === 'win32') {
    const roaming = asText(env['APPDATA']) ?? joinPath(home, 'AppData', 'Roaming');
    return [joinPath(roaming, 'Block', 'goose', 'data')];
  }
  const xdg = asText(env['XDG_DATA_HOME']);
  const shared = [...(xdg === undefined ? [] : [joinPath(xdg, 'goose')]), joinPath(home, '.local', 'share', 'goose')];
  return platform === 'darwin'
    ? [...shared, joinPath(home, 'Library', 'Application Support', 'Block', 'goose')]
    : shared;
};

/** All sessions of a folder but those of sub-agents; a JSONL file whose session was taken into the store is a copy. */
export function* findSessions(root: string, logs: LogReader): Generator<SessionSource> {
  const store = joinPath(root, 'sessions.db');
  let stored: ReadonlySet<string> = new Set();
  if (logs.stat(store)?.kind === 'file') {
    const listed = readable(store, logs);
    stored = listed.ids;
    yield* listed.sources;
  }
  for (const name of logs.list(root)) {
    const path = joinPath(root, name);
    if (name.endsWith('.jsonl') && !stored.has(legacyId(path))) yield legacySource(path);
  }
}

interface Listed {
  readonly sources: readonly SessionSource[];
  readonly ids: ReadonlySet<string>;
}

/** A damaged store is listed as it is, so that reading it says what is wrong, and hides no other. */
const readable = (path: string, logs: LogReader): Listed => {
  try {
    return { sources: [...databaseSources(path, logs)], ids: storedIds(path, logs) };
  } catch (error) {
    if (error instanceof OpenSessionError) return { sources: [{ agent: 'goose', path }], ids: new Set() };
    throw error;
  }
};

export const legacySource = (path: string): SessionSource => ({
  agent: 'goose',
  path,
  known: { session_id: legacyId(path) },
});

/** 0 to 100. A store's first page holds the text of its schema; a JSONL file begins with its facts or a message. */
export const recognise = (path: string, head: string): number => {
  if (head.startsWith('SQLite format 3')) {
    if (/\bcontent_json\b/.test(head) && /\bworking_dir\b/.test(head)) return 95;
    return /[\\/]goose[\\/](?:data[\\/])?sessions[\\/]/.test(path) && baseName(path) === 'sessions.db' ? 60 : 0;
  }
  const placed = /[\\/]goose[\\/](?:data[\\/])?sessions[\\/][^\\/]+\.jsonl$/.test(path) ? 30 : 0;
  const first = head.slice(0, 4096).split('\n', 1)[0] ?? '';
  if (/^\s*\{"/.test(first) && /"working_dir":/.test(first) && /"(?:message_count|description)":/.test(first)) {
    return placed + 65;
  }
  const message =
    /^\s*\{"(?:id|role)":/.test(first) && /"created":\s*\d{9,}/.test(first) && /"content":\s*\[/.test(first);
  return message ? placed + 50 : placed;
};
