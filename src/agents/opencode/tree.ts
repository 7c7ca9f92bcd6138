import { asText, at, field } from '../../domain/json.ts';
import type { LogReader } from '../log-reader.ts';
import { ifReadable } from '../reading/if-readable.ts';
import { baseName, joinPath, parentPath } from '../reading/join-path.ts';
import { objectOf, readSessionInfo, type SessionInfo, type Store, type Stored, type StoredRecord } from './store.ts';

/**
 * The tree of JSON files that versions until about 1.1 wrote, and that stays in place when its sessions were moved into
 * the database: `storage/session/<project>/<id>.json`, `storage/message/<session>/`, `storage/part/<message>/`. Before
 * 0.6: `project/<name>/storage/session/{info,message,part}/`.
 */
interface Layout {
  /** Folder of the session's own document, with those of its project. */
  readonly sessions: string;
  messages(session: string): string;
  parts(session: string, message: string): string;
}

const layoutOf = (path: string): Layout => {
  const sessions = parentPath(path);
  const above = parentPath(sessions);
  const storage = parentPath(above);
  if (baseName(sessions) !== 'info') {
    return {
      sessions,
      messages: (session) => joinPath(storage, 'message', session),
      parts: (_session, message) => joinPath(storage, 'part', message),
    };
  }
  return {
    sessions,
    messages: (session) => joinPath(above, 'message', session),
    parts: (session, message) => joinPath(above, 'part', session, message),
  };
};

/** Paths of all sessions' documents below a `storage` folder. */
export function* treeSessions(storage: string, logs: LogReader): Generator<string> {
  const root = joinPath(storage, 'session');
  for (const project of logs.list(root)) {
    if (project === 'message' || project === 'part' || project === 'share') continue;
    for (const name of logs.list(joinPath(root, project))) {
      if (name.endsWith('.json')) yield joinPath(root, project, name);
    }
  }
}

/** What a session's document says; undefined when it cannot be read. */
export const treeInfo = (path: string, logs: LogReader): SessionInfo | undefined => {
  const document = documentAt(path, logs);
  return document === undefined ? undefined : readSessionInfo(document, stemOf(path));
};

/** The tree around the document at `path`. */
export const openTree = (path: string, logs: LogReader): Store => {
  const layout = layoutOf(path);
  const known = (id: string): SessionInfo | undefined => {
    // a damaged one is no missing one: reading it says what is wrong
    if (stemOf(path) === id) return logs.stat(path) && readSessionInfo(logs.json(path), id);
    const own = isName(id) ? documentOf(id, layout.sessions, logs) : undefined;
    // where it is damaged, the messages that it stands for are still there
    return own === undefined ? undefined : (treeInfo(own, logs) ?? readSessionInfo({}, id));
  };
  // each sub-agent may have its own, and they are told by the documents of the whole project
  let families: ReadonlyMap<string | undefined, readonly SessionInfo[]> | undefined;
  return {
    session: known,
    children: (id) => (families ??= familiesIn(layout.sessions, logs)).get(id) ?? [],
    records: (id) => treeRecords(id, layout, logs),
  };
};

/** Its path: in the same project's folder, else in another's, as a list of all sessions leaves out what has a parent in any. */
const documentOf = (id: string, sessions: string, logs: LogReader): string | undefined => {
  const all = parentPath(sessions);
  const pathIn = (project: string): string => joinPath(all, project, `${id}.json`);
  const isThere = (project: string): boolean => logs.stat(pathIn(project)) !== undefined;
  const own = baseName(sessions);
  // a document that was copied to somewhere else has no other projects beside it
  const found = isThere(own) ? own : (baseName(all) === 'session' ? logs.list(all) : []).find(isThere);
  return found === undefined ? undefined : pathIn(found);
};

/** The sessions of a project by those that started them. */
const familiesIn = (sessions: string, logs: LogReader): ReadonlyMap<string | undefined, readonly SessionInfo[]> => {
  const infos = documentsIn(sessions, logs).flatMap((name) => treeInfo(joinPath(sessions, name), logs) ?? []);
  return Map.groupBy(
    infos.filter(({ id }) => isName(id)),
    ({ parent }) => parent,
  );
};

/** An id that stands in a document must not lead out of the tree. */
const isName = (id: string): boolean => /^[\w-][\w.-]{0,200}$/.test(id);

function* treeRecords(id: string, layout: Layout, logs: LogReader): Generator<StoredRecord> {
  if (!isName(id)) return;
  const dir = layout.messages(id);
  const messages = documentsIn(dir, logs).map((name) => {
    const created = field(field(documentAt(joinPath(dir, name), logs), 'time'), 'created');
    return { name, at: typeof created === 'number' ? created : 0 };
  });
  messages.sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
  for (const { name } of messages) {
    const message = storedAt(joinPath(dir, name), logs);
    const parts = isName(message.id) ? layout.parts(id, message.id) : dir;
    const names = parts === dir ? [] : documentsIn(parts, logs);
    yield { generation: 1, message, parts: names.map((part) => storedAt(joinPath(parts, part), logs)) };
  }
}

/** All files of a session: its document, its messages, their parts. */
export const treeFiles = (path: string, logs: LogReader): readonly string[] => {
  const layout = layoutOf(path);
  const id = stemOf(path);
  const dir = layout.messages(id);
  const messages = documentsIn(dir, logs);
  const parts = messages.flatMap((name) => {
    const folder = layout.parts(id, stemOf(name));
    return documentsIn(folder, logs).map((part) => joinPath(folder, part));
  });
  return [path, ...messages.map((name) => joinPath(dir, name)), ...parts];
};

const documentsIn = (dir: string, logs: LogReader): readonly string[] =>
  logs.list(dir).filter((name) => name.endsWith('.json'));

export const stemOf = (path: string): string => baseName(path).replace(/\.json$/, '');

const storedAt = (path: string, logs: LogReader): Stored => {
  const data = objectOf(documentAt(path, logs));
  const created = at(data, 'time', 'start') ?? at(data, 'time', 'created');
  return { id: asText(field(data, 'id')) ?? stemOf(path), created, data };
};

/** One broken or vanished file costs that file only. */
const documentAt = (path: string, logs: LogReader): unknown => ifReadable(() => logs.json(path));
