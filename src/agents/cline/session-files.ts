import type { SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { baseName, joinPath, parentPath } from '../reading/join-path.ts';
import { API, UI } from './task-files.ts';

/** The files whose change makes what was read of a session stale, its own first. */
export const sessionFiles = ({ path }: SessionSource, logs: LogReader): readonly string[] => {
  const dir = parentPath(path);
  const name = baseName(path);
  const beside = name === API || name === UI ? [API, UI] : [manifestOf(name), ...subagentFiles(path, logs).values()];
  const there = new Set(logs.list(dir));
  const others = beside.filter((one) => one !== name && there.has(one));
  return [path, ...others.map((one) => joinPath(dir, one))];
};

const MESSAGES = '.messages.json';

/** Name of the manifest beside a session's messages. */
export const manifestOf = (name: string): string =>
  name.endsWith(MESSAGES) ? `${name.slice(0, -MESSAGES.length)}.json` : name;

/** Names of the messages of a session's sub-agents and team mates, by their agents' ids. */
export const subagentFiles = (path: string, logs: LogReader): ReadonlyMap<string, string> => {
  const own = baseName(path);
  if (!own.endsWith(MESSAGES) || own !== `${baseName(parentPath(path))}${MESSAGES}`) return new Map();
  const names = logs.list(parentPath(path)).filter((name) => name.endsWith(MESSAGES) && name !== own);
  return new Map(names.map((name) => [name.slice(0, -MESSAGES.length), name]));
};
