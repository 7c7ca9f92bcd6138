import { asText } from '../../domain/json.ts';
import type { Place, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { isAbsolute, joinPath, parentPath } from '../reading/join-path.ts';

/**
 * `projects` (0.4 and later) and `tmp` (until 0.3) below QWEN_RUNTIME_DIR, else QWEN_HOME, else `~/.qwen`, on all
 * systems. The setting `advanced.runtimeOutputDir` may name another place: it is not looked up.
 */
export const rootsOf = (place: Place): readonly string[] => {
  const named = ['QWEN_RUNTIME_DIR', 'QWEN_HOME'].flatMap((name) => {
    const dir = asText(place.env[name]);
    return dir === undefined
      ? []
      : [dir.startsWith('~') ? joinPath(place.home, dir.slice(1).replace(/^[\\/]/, '')) : dir];
  });
  const bases = [...named.filter(isAbsolute), joinPath(place.home, '.qwen')];
  return [...new Set(bases.flatMap((base) => [joinPath(base, 'projects'), joinPath(base, 'tmp')]))];
};

/**
 * Sessions are `<root>/<project>/chats/<session id>.jsonl` (0.4 and later; until 0.8 below `tmp`) or
 * `chats/session-*.json` (until 0.3). Sub-agents' logs stand in `<project>/subagents/` and are no sessions of their own.
 */
export function* findSessions(root: string, logs: LogReader): Generator<SessionSource> {
  for (const project of logs.list(root)) {
    const chats = joinPath(root, project, 'chats');
    for (const name of logs.list(chats)) {
      if (SESSION.test(name)) yield { agent: 'qwen', path: joinPath(chats, name) };
    }
  }
}

const SESSION = /^(?:session-.*\.json|[^.].*\.jsonl)$/;

/** Logs of a session's sub-agents, by the agents' ids as their names hold them (0.15 and later: background ones). */
export const subagentLogs = (path: string, session: string, logs: LogReader): ReadonlyMap<string, string> => {
  const dir = joinPath(parentPath(parentPath(path)), 'subagents', asFileName(session));
  return new Map(
    logs.list(dir).flatMap((name): readonly [string, string][] => {
      const id = /^agent-(.+)\.jsonl$/.exec(name)?.[1];
      return id === undefined ? [] : [[id, joinPath(dir, name)]];
    }),
  );
};

/** As the agent writes an id into a file's name. */
export const asFileName = (id: string): string => id.replace(/[^A-Za-z0-9_-]/g, '_');

/** 0 to 100. A record begins with its ids, and its type is one of four; the older document names the agent `qwen`. */
export const recognise = (path: string, head: string): number => {
  const placed = /[\\/]\.qwen[\\/](?:projects|tmp)[\\/]/.test(path) ? 30 : 0;
  const records = head.match(
    /^\{"uuid":"[^"]*","parentUuid":(?:null|"[^"]*"),"sessionId":"[^"]*","timestamp":"[^"]*","type":"(?:user|assistant|tool_result|system)"/m,
  );
  const shaped =
    /"message":\{"role":"(?:user|model)","parts":/.test(head) ||
    /"subtype":"(?:ui_telemetry|slash_command)"/.test(head);
  if (records !== null && shaped) return 97;
  if (/"sessionId"/.test(head) && /"projectHash"/.test(head)) {
    if (/"type": ?"qwen"/.test(head)) return placed + 65;
    return placed > 0 && path.endsWith('.json') ? 99 : 0;
  }
  return placed;
};
