/** Paths that more than one session changed: each of them may have undone what another did. */
import type { FileAction, Handoff, MergedHandoff, RedactedText } from '../../domain/handoff.ts';
import { byBytes } from './session-order.ts';

interface Touched {
  readonly path: RedactedText;
  readonly sessions: Set<string>;
  readonly actions: FileAction[];
}

/** Sorted by path (UTF-8 bytes); sessions and their actions in the order of the sessions. */
export const conflictsOf = (ordered: readonly Handoff[]): MergedHandoff['conflicts'] => {
  const touched = new Map<string, Touched>();
  for (const { session_id, files_modified } of ordered) {
    for (const { path, from, action } of files_modified) {
      // a rename takes the file away from its old path too
      for (const place of from === undefined ? [path] : [path, from]) touch(touched, place, { session_id, action });
    }
  }
  return [...touched.values()]
    .filter(({ sessions }) => sessions.size > 1)
    .sort((a, b) => byBytes(a.path, b.path))
    .map(({ path, sessions, actions }) => ({ path, sessions: [...sessions], actions }));
};

const touch = (
  touched: Map<string, Touched>,
  path: RedactedText,
  { session_id, action }: { readonly session_id: string; readonly action: FileAction },
): void => {
  const entry = touched.get(path) ?? { path, sessions: new Set<string>(), actions: [] };
  if (!entry.sessions.has(session_id)) entry.actions.push(action);
  entry.sessions.add(session_id);
  touched.set(path, entry);
};
