import type { Place, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { baseName, joinPath } from '../reading/join-path.ts';
import { asTime } from '../reading/log-time.ts';

/**
 * `~/.pi/agent/sessions`; PI_CODING_AGENT_DIR stands for `~/.pi/agent`, PI_CODING_AGENT_SESSION_DIR for the folder of
 * sessions itself, on all systems.
 */
export const rootsOf = (place: Place): readonly string[] => {
  const named = (name: string): readonly string[] => {
    const dir = place.env[name]?.trim() ?? '';
    if (dir === '') return [];
    return [/^~(?:[\\/]|$)/.test(dir) ? joinPath(place.home, `.${dir.slice(1)}`) : dir];
  };
  return [
    ...new Set([
      ...named('PI_CODING_AGENT_SESSION_DIR').map((dir) => joinPath(dir)),
      ...named('PI_CODING_AGENT_DIR').map((dir) => joinPath(dir, 'sessions')),
      joinPath(place.home, '.pi', 'agent', 'sessions'),
    ]),
  ];
};

/** `--<working directory>--/<time>_<id>.jsonl`; in a folder of a person's own choice the logs lie flat. */
export function* findSessions(root: string, logs: LogReader): Generator<SessionSource> {
  for (const name of logs.list(root)) {
    if (NAME.test(name)) yield sourceOf(joinPath(root, name));
    else if (FOLDER.test(name)) {
      const dir = joinPath(root, name);
      for (const file of logs.list(dir)) if (NAME.test(file)) yield sourceOf(joinPath(dir, file));
    }
  }
}

const FOLDER = /^--.*--$/;
/** The time is that of the session's start, in UTC, with `-` for `:` and `.`. */
const NAME = /^(\d{4}-\d{2}-\d{2}T\d{2})-(\d{2})-(\d{2})-(\d{3})Z_([\w-]{1,100})\.jsonl$/;

export const sourceOf = (path: string): SessionSource => {
  const [, hour, minute, second, millis, id] = NAME.exec(baseName(path)) ?? [];
  if (id === undefined) return { agent: 'pi', path };
  const created = asTime(`${hour}:${minute}:${second}.${millis}Z`);
  return { agent: 'pi', path, known: { session_id: id, ...(created === undefined ? {} : { created_at: created }) } };
};

/** The id in the name of another session's log, as a header names the one that it was taken from. */
export const idInName = (path: string): string | undefined => NAME.exec(baseName(path))?.[5];
