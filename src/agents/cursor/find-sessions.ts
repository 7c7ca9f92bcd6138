import { asText, field } from '../../domain/json.ts';
import type { SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { ifReadable } from '../reading/if-readable.ts';
import { baseName, joinPath, parentPath } from '../reading/join-path.ts';
import { timeOfMillis } from '../reading/log-time.ts';
import { requireStore } from '../reading/require-store.ts';
import { chatDirectory, chatMeta, chatSidecar } from './chat-store.ts';
import { composerRows, isItemKey, type ComposerRow } from './composer-store.ts';
import { listedConversations } from './conversation.ts';
import { isUserFolder, userFoldersNear } from './places.ts';
import { directoryOf, projectName, projectOf } from './project-directory.ts';
import { timeOf } from './times.ts';
import { sessionId } from './transcript-files.ts';
import { uriPath } from './uri-path.ts';
import { folderOf, foldersOfComposers, workspaceStores } from './workspaces.ts';

/**
 * All sessions below a root. One that lies in several stores is one session: the IDE's own record is the richest, then
 * the CLI's store, then the transcript, which has neither results nor times.
 */
export function* findSessions(root: string, logs: LogReader): Generator<SessionSource> {
  if (isUserFolder(root)) yield* ideSessions(root, logs);
  else yield* agentSessions(root, logs);
}

const globalStore = (user: string): string => joinPath(user, 'globalStorage', 'state.vscdb');

function* ideSessions(user: string, logs: LogReader): Generator<SessionSource> {
  const path = globalStore(user);
  const folders = foldersOfComposers(user, logs);
  const seen = new Set<string>();
  for (const source of listed(path, logs, folders)) {
    if (source.key !== undefined && !isItemKey(source.key)) seen.add(source.key);
    yield source;
  }
  for (const store of workspaceStores(user, logs)) {
    for (const source of listed(store, logs, folders))
      if (source.key === undefined || !seen.has(source.key)) yield source;
  }
}

/** A damaged store is listed as it is, so that reading it says what is wrong, and hides no other. */
const listed = (path: string, logs: LogReader, folders: ReadonlyMap<string, string>): readonly SessionSource[] =>
  ifReadable(() => storeSources(path, logs, folders)) ?? [{ agent: 'cursor', path }];

/**
 * The conversations in one store; those without a message are no sessions, and a sub-agent's belongs to another.
 * @throws log_broken, log_unrecognised, not_readable
 */
export const storeSources = (
  path: string,
  logs: LogReader,
  folders?: ReadonlyMap<string, string>,
): readonly SessionSource[] => {
  const store = { path, logs };
  requireStore(path, logs);
  const rows = composerRows(store).filter(({ messages }) => messages > 0);
  const ids = new Set(rows.map(({ id }) => id));
  const own = folderOf(path, logs);
  const known = folders ?? foldersOfComposers(joinPath(path, '..', '..'), logs);
  const whole = listedConversations(store)
    .filter(({ id }) => !ids.has(id))
    .map(({ id, doc }): ComposerRow => ({
      id,
      name: asText(field(doc, 'name')) ?? asText(field(doc, 'chatTitle')),
      created: field(doc, 'createdAt') ?? field(doc, 'lastSendTime'),
      updated: field(doc, 'lastUpdatedAt'),
      workspace: undefined,
      messages: 1,
      parent: undefined,
    }));
  return [...rows, ...whole]
    .filter(({ id, parent }) => (parent === undefined || !ids.has(parent)) && !id.startsWith('task-'))
    .map((row) => composerSource(path, row, known.get(row.id) ?? own));
};

const composerSource = (path: string, row: ComposerRow, folder: string | undefined): SessionSource => {
  const created = timeOf(row.created);
  const updated = timeOf(row.updated) ?? created;
  const cwd = row.workspace === undefined ? folder : uriPath(row.workspace);
  return sourceOf(path, { key: row.id, id: row.id, title: row.name, cwd, created, updated });
};

interface Known {
  readonly key?: string;
  readonly id: string;
  readonly title?: string | undefined;
  readonly cwd: string | undefined;
  readonly created?: string | undefined;
  readonly updated: string | undefined;
}

const sourceOf = (path: string, { key, id, title, cwd, created, updated }: Known): SessionSource => ({
  agent: 'cursor',
  path,
  ...(key === undefined ? {} : { key }),
  known: {
    session_id: id,
    ...(title === undefined ? {} : { title }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(created === undefined ? {} : { created_at: created }),
    ...(updated === undefined ? {} : { updated_at: updated }),
  },
});

function* agentSessions(root: string, logs: LogReader): Generator<SessionSource> {
  const seen = new Set<string>();
  const folders = new Map<string, string>();
  for (const user of userFoldersNear(root)) {
    for (const { id, messages } of ifReadable(() => composerRows({ path: globalStore(user), logs })) ?? [])
      if (messages > 0) seen.add(id);
    for (const store of workspaceStores(user, logs)) note(folders, folderOf(store, logs));
  }
  for (const source of chatSessions(root, logs)) {
    note(folders, source.known?.cwd);
    const id = source.known?.session_id ?? '';
    if (seen.has(id)) continue;
    seen.add(id);
    yield source;
  }
  for (const path of transcripts(root, logs)) {
    const id = sessionId(path);
    if (seen.has(id)) continue;
    seen.add(id);
    yield transcriptSource(path, logs, folders);
  }
}

const note = (folders: Map<string, string>, folder: string | undefined): void => {
  if (folder !== undefined) folders.set(projectName(folder).toLowerCase(), folder);
};

function* chatSessions(root: string, logs: LogReader): Generator<SessionSource> {
  const chats = joinPath(root, 'chats');
  for (const bucket of logs.list(chats)) {
    for (const name of logs.list(joinPath(chats, bucket))) {
      const path = joinPath(chats, bucket, name, 'store.db');
      if (logs.stat(path)?.kind !== 'file') continue;
      const source = ifReadable(() => chatSource(path, logs));
      // a damaged store is listed as it is, so that reading it says what is wrong
      if (source !== null) yield source ?? { agent: 'cursor', path, known: { session_id: name } };
    }
  }
}

/** Null for a sub-agent's session, and for one without a message. */
export const chatSource = (path: string, logs: LogReader): SessionSource | null => {
  const store = { path, logs };
  const sidecar = chatSidecar(store);
  if (field(sidecar, 'isSubagent') === true || field(sidecar, 'hasConversation') === false) return null;
  const meta = chatMeta(store);
  if (field(meta, 'latestRootBlobId') === '' || field(meta, 'subagentInfo') !== undefined) return null;
  const created = timeOf(field(meta, 'createdAt')) ?? timeOf(field(sidecar, 'createdAtMs'));
  return sourceOf(path, {
    id: asText(field(meta, 'agentId')) ?? baseName(parentPath(path)),
    title: asText(field(sidecar, 'title')) ?? asText(field(meta, 'name')),
    cwd: chatDirectory(meta, sidecar),
    created,
    updated: timeOf(field(sidecar, 'updatedAtMs')) ?? changedAt(path, logs),
  });
};

/** When a file was written last: only for the order of a listing. */
const changedAt = (path: string, logs: LogReader): string | undefined => timeOfMillis(logs.stat(path)?.mtime_ms);

/** `<id>/<id>.jsonl`, `<id>.jsonl`, and the same as `.txt`; of one id the JSON Lines first. Sub-agents' are left out. */
function* transcripts(root: string, logs: LogReader): Generator<string> {
  const projects = joinPath(root, 'projects');
  for (const project of logs.list(projects)) {
    const dir = joinPath(projects, project, 'agent-transcripts');
    const names = logs.list(dir);
    for (const ending of ['.jsonl', '.txt']) {
      yield* names.filter((name) => name.endsWith(ending)).map((name) => joinPath(dir, name));
      yield* names
        .filter((name) => !name.includes('.'))
        .map((name) => joinPath(dir, name, `${name}${ending}`))
        .filter((path) => logs.stat(path)?.kind === 'file');
    }
  }
}

const transcriptSource = (path: string, logs: LogReader, folders: ReadonlyMap<string, string>): SessionSource => {
  const project = projectOf(path);
  const cwd = directoryOf(project, logs) ?? folders.get(baseName(project ?? '').toLowerCase());
  return sourceOf(path, { id: sessionId(path), cwd, updated: changedAt(path, logs) });
};
