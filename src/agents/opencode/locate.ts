import { OpenSessionError } from '../../domain/errors.ts';
import { asText } from '../../domain/json.ts';
import type { Place, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { baseName, isAbsolute, joinPath, parentPath } from '../reading/join-path.ts';
import { timeOfMillis } from '../reading/log-time.ts';
import { databaseSessions } from './database.ts';
import type { SessionInfo } from './store.ts';
import { stemOf, treeInfo, treeSessions } from './tree.ts';

/**
 * `$XDG_DATA_HOME/opencode`, else `~/.local/share/opencode` on all systems, Windows too; and the file that OPENCODE_DB
 * names, relative to that folder.
 */
export const rootsOf = (place: Place): readonly string[] => {
  const home = joinPath(place.home, '.local', 'share', 'opencode');
  const data = asText(place.env['XDG_DATA_HOME']);
  const folders = [...(data === undefined ? [] : [joinPath(data, 'opencode')]), home];
  const named = asText(place.env['OPENCODE_DB']);
  const store = named === undefined || named === ':memory:' ? undefined : joinPath(folders[0] ?? home, named);
  const listed = store !== undefined && folders.includes(parentPath(store)) && STORE.test(baseName(store));
  return [...new Set([...(store === undefined || listed ? [] : [store]), ...folders])].filter(isAbsolute);
};

/** `opencode.db`, and one store per release channel. */
const STORE = /^opencode(?:-[\w.-]+)?\.db$/;

/** All sessions of a folder or store but those of sub-agents. A session that was moved into a database counts there. */
export function* findSessions(root: string, logs: LogReader): Generator<SessionSource> {
  if (logs.stat(root)?.kind === 'file') {
    yield* readable(root, logs).sources;
    return;
  }
  const seen = new Set<string>();
  const stored = new Set<string>();
  for (const name of logs.list(root).filter((one) => STORE.test(one))) {
    const { sources, ids } = readable(joinPath(root, name), logs);
    for (const source of sources) {
      if (source.key !== undefined && seen.has(source.key)) continue;
      seen.add(source.key ?? '');
      yield source;
    }
    for (const id of ids) stored.add(id);
  }
  const older = logs.list(joinPath(root, 'project')).map((name) => joinPath(root, 'project', name, 'storage'));
  for (const storage of [joinPath(root, 'storage'), ...older]) yield* treeSources(storage, stored, logs);
}

interface Listed {
  readonly sources: readonly SessionSource[];
  readonly ids: readonly string[];
}

/** A damaged store is listed as it is, so that reading it says what is wrong, and hides no other. */
const readable = (path: string, logs: LogReader): Listed => {
  try {
    const sources = [...storeSources(path, logs)];
    return { sources, ids: [...(databaseSessions(path, logs) ?? [])].map((info) => info.id) };
  } catch (error) {
    if (error instanceof OpenSessionError) return { sources: [{ agent: 'opencode', path }], ids: [] };
    throw error;
  }
};

/** The sessions of a database. A sub-agent's session whose parent is gone stands for itself. */
export function* storeSources(path: string, logs: LogReader): Generator<SessionSource> {
  const infos = [...(databaseSessions(path, logs) ?? [])];
  const ids = new Set(infos.map((info) => info.id));
  for (const info of infos) {
    if (info.parent === undefined || !ids.has(info.parent)) yield { ...sourceOf(path, info), key: info.id };
  }
}

function* treeSources(storage: string, stored: ReadonlySet<string>, logs: LogReader): Generator<SessionSource> {
  const found = [...treeSessions(storage, logs)].map((path) => ({ path, info: treeInfo(path, logs) }));
  const ids = new Set(found.flatMap(({ info }) => info?.id ?? []));
  for (const { path, info } of found) {
    if (stored.has(info?.id ?? stemOf(path))) continue;
    if (info === undefined) yield { agent: 'opencode', path };
    else if (info.parent === undefined || !ids.has(info.parent)) yield sourceOf(path, info);
  }
}

export const sourceOf = (path: string, info: SessionInfo): SessionSource => {
  const created = timeOfMillis(info.created);
  const updated = timeOfMillis(info.updated);
  return {
    agent: 'opencode',
    path,
    known: {
      session_id: info.id,
      ...(info.directory === undefined ? {} : { cwd: info.directory }),
      ...(info.title === undefined ? {} : { title: info.title }),
      ...(created === undefined ? {} : { created_at: created }),
      ...(updated === undefined ? {} : { updated_at: updated }),
    },
  };
};

/** 0 to 100. A store's first page holds the text of its schema. */
export const recognise = (path: string, head: string): number => {
  if (head.startsWith('SQLite format 3')) {
    const tables = (name: string): boolean => new RegExp(`CREATE TABLE [\`"]?${name}[\`"]?`, 'i').test(head);
    if (tables('session') && (tables('part') || tables('session_message'))) return 95;
    return STORE.test(baseName(path)) ? 60 : 0;
  }
  const placed = /[\\/]storage[\\/]session[\\/]/.test(path) ? 30 : 0;
  const opening = head.slice(0, 4096);
  const session = /"id": ?"ses_/.test(opening) && /"(?:projectID|directory|version)": ?"/.test(opening);
  return session ? placed + 65 : placed;
};
