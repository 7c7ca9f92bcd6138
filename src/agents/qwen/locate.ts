import { asText, at } from '../../domain/json.ts';
import type { Place, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { isAbsolute, joinPath, parentPath } from '../reading/join-path.ts';
import { isDocument } from '../reading/is-document.ts';
import { parseJson } from '../reading/parse-json.ts';

/**
 * `projects` (0.4 and later) and `tmp` (until 0.3) below QWEN_RUNTIME_DIR, else the setting `advanced.runtimeOutputDir`,
 * else QWEN_HOME, else `~/.qwen`, on all systems.
 */
export const rootsOf = (place: Place, logs?: LogReader): readonly string[] => {
  const named = (name: string): readonly string[] => pathsOf(place.env[name], place);
  const homes = [...named('QWEN_HOME'), joinPath(place.home, '.qwen')];
  const set = logs === undefined ? [] : runtimeDirs(homes, place, logs);
  const bases = [...named('QWEN_RUNTIME_DIR'), ...set, ...homes];
  return [...new Set(bases.flatMap((base) => [joinPath(base, 'projects'), joinPath(base, 'tmp')]))];
};

/** Absolute, or below the home (`~/…`). */
const pathsOf = (value: unknown, { home }: Place): readonly string[] => {
  const dir = asText(value);
  if (dir === undefined) return [];
  const path = dir.startsWith('~') ? joinPath(home, dir.slice(1).replace(/^[\\/]/, '')) : dir;
  return isAbsolute(path) ? [path] : [];
};

/** Bytes of settings that are looked into. */
const MOST = 256 * 1024;

/** By the person's settings, and those of the project in which we are; a relative one is seen from the project. */
const runtimeDirs = (homes: readonly string[], place: Place, logs: LogReader): readonly string[] => {
  const { cwd } = place;
  const files = [...homes, ...(cwd === undefined ? [] : [joinPath(cwd, '.qwen')])];
  return files.flatMap((dir) => {
    const value = at(parseJson(logs.text(joinPath(dir, 'settings.json'), MOST) ?? ''), 'advanced', 'runtimeOutputDir');
    const text = asText(value);
    const isBelow = text !== undefined && cwd !== undefined && !text.startsWith('~') && !isAbsolute(text);
    return isBelow ? [joinPath(cwd, text)] : pathsOf(value, place);
  });
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
    return placed > 0 && isDocument(path) ? 99 : 0;
  }
  return placed;
};
