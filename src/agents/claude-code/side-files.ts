import { asText, field } from '../../domain/json.ts';
import type { LogReader } from '../log-reader.ts';
import { baseName, joinPath, parentPath } from '../reading/join-path.ts';
import { oncePerListing } from '../reading/once-per-listing.ts';
import { parseJson } from '../reading/parse-json.ts';
import { firstTimeIn } from './first-time.ts';

/** The log of a sub-agent. */
export interface SideFile {
  readonly path: string;
  /** Id of the agent, as its file is named. */
  readonly agentId: string;
  /** Time of its first record, '' where its head does not tell. */
  readonly from: string;
  readonly title: string | undefined;
}

/**
 * Logs of a session's sub-agents: `<session>/subagents/agent-<id>.jsonl`, those of workflows one folder deeper (2.1.x),
 * and beside the session or in `subagents` beside it, where the `sessionId` within must be this session's (1.0.1xx to 2.0.x).
 */
export const sideFiles = (path: string, logs: LogReader): readonly SideFile[] => {
  const dir = parentPath(path);
  const session = baseName(path).replace(/\.jsonl$/, '');
  const beside = namesIn(dir, logs);
  const own = joinPath(dir, session, 'subagents');
  const workflows = joinPath(own, 'workflows');
  // most sessions have no folder of their own
  const folders = beside.has(session) ? [own, ...logs.list(workflows).map((name) => joinPath(workflows, name))] : [];
  const mine = folders.flatMap((folder) => agentFiles(folder, logs));
  const places = [dir, ...(beside.has('subagents') ? [joinPath(dir, 'subagents')] : [])];
  const shared = places.flatMap((folder) => sharedIn(folder, logs).get(session) ?? []).map(({ file }) => file);
  return [...mine, ...shared.filter((file) => file !== path)].flatMap((file) => describe(file, logs) ?? []);
};

/** Whether a name is that of a sub-agent's log. */
export const isAgentFile = (name: string): boolean => /^(?:sub)?agent[-_].*\.jsonl$/i.test(name);

/** Agents of the client's own, for compaction, suggestions and memory: they copy the conversation. */
const INTERNAL = /^agent-a(?:compact|prompt_suggestion|session_memory|side_question|extract_memories|auto_dream)-/;

const agentFiles = (folder: string, logs: LogReader): readonly string[] =>
  namesIn(folder, logs).agents.map((name) => joinPath(folder, name));

interface Names {
  has(name: string): boolean;
  /** Of sub-agents' logs. */
  readonly agents: readonly string[];
}

const namesIn = oncePerListing((list): Names => {
  const all = new Set(list);
  return { has: (name) => all.has(name), agents: list.filter((name) => isAgentFile(name) && !INTERNAL.test(name)) };
});

/** A session that the head of a sub-agent's log names. */
interface Naming {
  readonly session: string;
  readonly file: string;
}

/** Logs of sub-agents in a folder that sessions share, by session. */
const sharedIn = oncePerListing((_list, folder, logs): ReadonlyMap<string, readonly Naming[]> => {
  const naming = agentFiles(folder, logs).flatMap((file) =>
    sessionsIn(logs.head(file, HEAD)).map((session) => ({ session, file })),
  );
  return Map.groupBy(naming, ({ session }) => session);
});

const sessionsIn = (head: string): readonly string[] => [
  ...new Set(head.matchAll(/"sessionId": ?"([^"]+)"/g).map(([, id = '']) => id)),
];

const HEAD = 32 * 1024;

const describe = (path: string, logs: LogReader): SideFile | undefined => {
  const head = logs.head(path, HEAD);
  // 2.0.x starts agents with this prompt to fill its cache; they do nothing
  if (head.slice(0, 2048).includes('"content":"Warmup"')) return undefined;
  const agentId = baseName(path)
    .replace(/^(?:sub)?agent[-_]/i, '')
    .replace(/\.jsonl$/i, '');
  const meta = parseJson(logs.text(path.replace(/\.jsonl$/i, '.meta.json'), HEAD) ?? '');
  const title = asText(field(meta, 'description')) ?? asText(field(meta, 'agentType'));
  return { path, agentId, from: firstTimeIn(head) ?? '', title };
};
