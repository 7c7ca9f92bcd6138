import type { Place, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { baseName, joinPath, parentPath } from '../reading/join-path.ts';

/**
 * `~/.copilot/session-state` on all systems; COPILOT_HOME stands for `~/.copilot`, and XDG_STATE_HOME for the home
 * directory.
 */
export const rootsOf = (place: Place): readonly string[] => {
  const home = place.env['COPILOT_HOME']?.trim() ?? '';
  const state = place.env['XDG_STATE_HOME']?.trim() ?? '';
  const bases = [
    ...(home === '' ? [] : [joinPath(home)]),
    ...(state === '' ? [] : [joinPath(state, '.copilot')]),
    joinPath(place.home, '.copilot'),
  ];
  return [...new Set(bases.map((base) => joinPath(base, 'session-state')))];
};

const EVENTS = 'events.jsonl';
const FLAT = /^([\w-]{1,100})\.jsonl$/;

/** `<id>/events.jsonl`, and `<id>.jsonl` until 0.0.38x. Half of the folders hold no events: nothing was asked there. */
export function* findSessions(root: string, logs: LogReader): Generator<SessionSource> {
  for (const name of logs.list(root)) {
    const flat = FLAT.exec(name)?.[1];
    if (flat !== undefined) {
      yield { agent: 'copilot', path: joinPath(root, name), known: { session_id: flat } };
      continue;
    }
    if (name.startsWith('.')) continue;
    const path = joinPath(root, name, EVENTS);
    if (logs.stat(path)?.kind === 'file') yield { agent: 'copilot', path, known: { session_id: name } };
    // a folder that may not be looked into seems to hold none: whoever listens for closed ones hears of it
    else logs.list(joinPath(root, name));
  }
}

/** A person may name the session's folder too. */
export const sourceOf = (path: string, logs: LogReader): SessionSource => {
  const within = joinPath(path, EVENTS);
  const isFolder = logs.stat(path)?.kind === 'directory' && logs.stat(within)?.kind === 'file';
  return { agent: 'copilot', path: isFolder ? within : path };
};

/** What stands beside the events of a session that has a folder of its own. */
export const besideEvents = (path: string, name: 'workspace.yaml' | 'session.db'): string | undefined =>
  baseName(path) === EVENTS ? joinPath(parentPath(path), name) : undefined;

export const sessionFiles = (path: string, logs: LogReader): readonly string[] => {
  const beside = [besideEvents(path, 'workspace.yaml'), besideEvents(path, 'session.db')];
  return [path, ...beside.flatMap((file) => (file !== undefined && logs.stat(file)?.kind === 'file' ? [file] : []))];
};

/** Id of the session by where its log lies. */
export const idInPath = (path: string): string =>
  baseName(path) === EVENTS ? baseName(parentPath(path)) : baseName(path).replace(/\.jsonl$/, '');
