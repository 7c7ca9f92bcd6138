import { asArray, asText, field, isObject } from '../../domain/json.ts';
import type { Place, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { baseName, joinPath, parentPath } from '../reading/join-path.ts';
import { oncePerListing } from '../reading/once-per-listing.ts';
import { parseJson } from '../reading/parse-json.ts';

/** `~/.gemini/tmp`; GEMINI_CLI_HOME stands for the home directory, on all systems. */
export const rootsOf = (place: Place): readonly string[] => {
  const homes = [place.env['GEMINI_CLI_HOME'], place.home].flatMap((home) => asText(home) ?? []);
  return [...new Set(homes.map((home) => joinPath(home, '.gemini', 'tmp')))];
};

/**
 * Sessions are `<root>/<project>/chats/session-*.json` (until 0.38) or `.jsonl`; the project's name is a hash or a short
 * word. A resumed `.json` goes on as `.jsonl` under the same name, and both stay: the `.jsonl` holds all. Sub-agents'
 * logs stand in `chats/<session id>/` and are no sessions of their own.
 */
export function* findSessions(root: string, logs: LogReader): Generator<SessionSource> {
  for (const project of logs.list(root)) {
    const dir = joinPath(root, project);
    const names = logs.list(joinPath(dir, 'chats')).filter((name) => SESSION.test(name));
    if (names.length === 0) continue;
    const all = new Set(names);
    const cwd = projectRoot(dir, logs);
    for (const name of names) {
      if (name.endsWith('.json') && all.has(`${name}l`)) continue;
      yield sourceAt(joinPath(dir, 'chats', name), cwd);
    }
  }
}

/** The session of a log. */
export const sessionAt = (path: string, logs: LogReader): SessionSource =>
  sourceAt(path, projectRoot(projectDir(path), logs));

const sourceAt = (path: string, cwd: string | undefined): SessionSource => ({
  agent: 'gemini',
  path,
  ...(cwd === undefined ? {} : { known: { cwd } }),
});

const SESSION = /^session-.*\.jsonl?$/;

/** The working directory of a project's folder: its `.project_root`, else `projects.json` beside `tmp` (0.2x and later). */
export const projectRoot = (dir: string, logs: LogReader): string | undefined => {
  const written = asText(logs.text(joinPath(dir, '.project_root'), 4096));
  if (written !== undefined) return written.split('\n')[0];
  return registered(parentPath(dir), logs).get(baseName(dir));
};

/** The working directories in `projects.json` beside `tmp`, by the names of their folders; of two the first counts. */
const registered = oncePerListing((_list, tmp, logs): ReadonlyMap<unknown, string> => {
  const registry = joinPath(parentPath(tmp), 'projects.json');
  const projects = field(parseJson(logs.text(registry, 1_048_576) ?? ''), 'projects');
  const entries = isObject(projects) ? Object.entries(projects) : [];
  return new Map(entries.reverse().map(([directory, name]) => [name, directory]));
});

/** The project's folder of a log in `chats/` or in a folder below it. */
export const projectDir = (path: string): string => {
  const above = parentPath(path);
  return baseName(above) === 'chats' ? parentPath(above) : parentPath(parentPath(above));
};

/** Logs of a session's sub-agents, by the stems of their names. */
export const subagentLogs = (path: string, session: string, logs: LogReader): ReadonlyMap<string, string> => {
  const dir = joinPath(parentPath(path), session.replace(/[^A-Za-z0-9._-]/g, '_'));
  const names = asArray(logs.list(dir)).flatMap((name) => asText(name) ?? []);
  return new Map(
    names
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => [name.slice(0, -'.jsonl'.length), joinPath(dir, name)]),
  );
};

/** 0 to 100. Both generations begin with the session's id and the hash of its project. */
export const recognise = (path: string, head: string): number => {
  const placed = /[\\/]\.gemini[\\/]tmp[\\/]/.test(path) || /(?:^|[\\/])session-[^\\/]*\.jsonl?$/.test(path) ? 30 : 0;
  if (/"type": ?"qwen"/.test(head)) return 0;
  if (/"sessionId"/.test(head) && /"projectHash"/.test(head)) return placed + 65;
  // without the first line, which names the session
  const bare = /^\{"id":"[^"\n]{1,200}","timestamp":"[^"\n]{1,40}","type":"(?:user|gemini)"/m.test(head);
  if (bare && /"type":"gemini"/.test(head)) return placed + 55;
  return placed === 0 ? 0 : 30;
};
