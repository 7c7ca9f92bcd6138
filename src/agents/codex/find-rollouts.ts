import type { Place, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { baseName, joinPath, parentPath } from '../reading/join-path.ts';
import { oncePerListing } from '../reading/once-per-listing.ts';
import { millisOfId, timeOfId } from './thread-id.ts';

/** `$CODEX_HOME` and `~/.codex` (`%USERPROFILE%\.codex`), each with its live and its archived sessions. */
export const rolloutRoots = (place: Place): readonly string[] => {
  const home = place.env['CODEX_HOME']?.trim();
  const bases = new Set([
    ...(home === undefined || home === '' ? [] : [joinPath(home)]),
    joinPath(place.home, '.codex'),
  ]);
  return [...bases].flatMap((base) => [joinPath(base, 'sessions'), joinPath(base, 'archived_sessions')]);
};

/** `rollout-<local time>-<thread id>`, `.jsonl` (plain or compressed) or, up to early 2025, `.json`. */
const ROLLOUT = /^rollout-(\d{4}-\d{2}-\d{2}(?:T\d{2}-\d{2}-\d{2})?)-(.+?)\.(?:jsonl(?:\.zst)?|json)$/;

/** Thread id in the name of a rollout; undefined for other files. */
export const threadIdOf = (path: string): string | undefined => ROLLOUT.exec(baseName(path))?.[2];

/** All rollouts below a root: dated folders `YYYY/MM/DD`, and flat ones (archive, early 2025). By names alone. */
export function* findRollouts(root: string, logs: LogReader): Generator<SessionSource> {
  for (const path of rolloutsIn(root, logs, 3)) yield sourceOf(path);
}

export const sourceOf = (path: string): SessionSource => {
  const id = threadIdOf(path);
  if (id === undefined) return { agent: 'codex', path };
  const created = timeOfId(id);
  return { agent: 'codex', path, known: { session_id: id, ...(created === undefined ? {} : { created_at: created }) } };
};

function* rolloutsIn(dir: string, logs: LogReader, deeper: number): Generator<string> {
  const names = logs.list(dir);
  const present = new Set(names);
  for (const name of names) {
    if (deeper > 0 && /^\d{2}(?:\d{2})?$/.test(name)) yield* rolloutsIn(joinPath(dir, name), logs, deeper - 1);
    // a compressed copy stays behind for a moment when a rollout is taken up again: the plain one is the newer
    else if (ROLLOUT.test(name) && !(name.endsWith('.zst') && present.has(name.slice(0, -4))))
      yield joinPath(dir, name);
  }
}

const DAY = 86_400_000;

/**
 * The rollout of another thread of the same store: beside `near`, in the dated folders around the time that its id
 * holds (folders go by local time), or in the archive. Undefined when it is not there.
 */
export const findThread = (id: string, near: string, logs: LogReader): string | undefined => {
  for (const dir of foldersFor(id, near)) {
    const name = threadsIn(dir, logs).get(id);
    if (name !== undefined) return joinPath(dir, name);
  }
  return undefined;
};

/** The rollouts in a folder by their threads; of two of one thread the plain one. */
const threadsIn = oncePerListing((names): ReadonlyMap<string, string> => {
  const threads = new Map<string, string>();
  for (const name of names) {
    const id = threadIdOf(name);
    const known = id === undefined ? undefined : threads.get(id);
    if (id !== undefined && (known === undefined || (known.endsWith('.zst') && !name.endsWith('.zst'))))
      threads.set(id, name);
  }
  return threads;
});

const foldersFor = (id: string, near: string): readonly string[] => {
  const here = parentPath(near);
  const dated = /^(.*[\\/])?sessions[\\/]\d{4}[\\/]\d{2}[\\/]\d{2}$/.exec(here);
  const base = dated === null ? parentPath(here) : (dated[1] ?? '').slice(0, -1);
  const made = millisOfId(id);
  if (made === undefined || (dated === null && baseName(here) !== 'archived_sessions')) return [here];
  const days = [made, made - DAY, made + DAY].map((time) => new Date(time).toISOString().slice(0, 10).split('-'));
  const folders = [here, ...days.map((day) => joinPath(base, 'sessions', ...day)), joinPath(base, 'archived_sessions')];
  return [...new Set(folders)];
};
