import { asText } from '../../domain/json.ts';
import type { Place } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { flatYaml } from '../reading/flat-yaml.ts';
import { baseName, isAbsolute, joinPath, parentPath } from '../reading/join-path.ts';

export const CHAT = '.aider.chat.history.md';
const INPUT = '.aider.input.history';
const SETTINGS = '.aider.conf.yml';

const MOST = 256 * 1024;
const MOST_LEVELS = 64;

/** The directory and those above it. */
export const directoriesFrom = (start: string): readonly string[] => {
  const found: string[] = [];
  for (let dir = start; found.length < MOST_LEVELS; dir = parentPath(dir)) {
    found.push(dir);
    if (parentPath(dir) === dir) break;
  }
  return found;
};

interface Settings {
  readonly chat: string | undefined;
  readonly input: string | undefined;
}

const NONE: Settings = { chat: undefined, input: undefined };

/** What `.aider.conf.yml` in a directory says of histories. */
const settingsIn = (dir: string, logs: LogReader): Settings => {
  const text = logs.text(joinPath(dir, SETTINGS), MOST);
  if (text === undefined) return NONE;
  const values = flatYaml(text);
  return { chat: asText(values.get('chat-history-file')), input: asText(values.get('input-history-file')) };
};

/** Chat histories that settings name: in the directory and those above it, seen from there; and in the home. */
export const namedChats = ({ cwd, home }: Place, logs: LogReader): readonly string[] => {
  const near = cwd === undefined ? [] : directoriesFrom(cwd);
  const places = [...near.map((dir) => [dir, dir] as const), [home, cwd] as const];
  return places.flatMap(([dir, base]) => {
    const path = placed(settingsIn(dir, logs).chat, base, home);
    return path === undefined ? [] : [path];
  });
};

const placed = (path: string | undefined, base: string | undefined, home?: string): string | undefined => {
  if (path === undefined) return undefined;
  if (path.startsWith('~/')) return home === undefined ? undefined : joinPath(home, path.slice(2));
  if (isAbsolute(path)) return joinPath(path);
  return base === undefined ? undefined : joinPath(base, path);
};

/** Where a chat history belongs. */
export interface ChatPlace {
  /** The directory in which the agent worked. */
  readonly dir: string | undefined;
  /** The history of what was typed. */
  readonly inputs: string | undefined;
}

/** Of a chat in its usual place, or of one that the settings in a directory above it name. */
export const chatPlace = (path: string, logs: LogReader): ChatPlace => {
  const own = parentPath(path);
  if (baseName(path) === CHAT)
    return { dir: own, inputs: placed(settingsIn(own, logs).input, own) ?? joinPath(own, INPUT) };
  for (const dir of directoriesFrom(own)) {
    const { chat, input } = settingsIn(dir, logs);
    if (placed(chat, dir) === joinPath(path)) return { dir, inputs: placed(input, dir) ?? joinPath(dir, INPUT) };
  }
  return { dir: undefined, inputs: undefined };
};
