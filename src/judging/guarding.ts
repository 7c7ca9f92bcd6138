import type { ChangeFacts } from '../domain/change-facts.ts';
import { isRegular, type PathState } from '../domain/path-state.ts';
import { guardMatcher, timeOfMatchers } from './globs.ts';

/**
 * Of a change: what globs guard in it, by what its paths are in some commit of it, or were before. Lists that are equal are
 * compared once, and all have one time.
 */
export const guardingIn = ({
  paths,
  commits,
}: Pick<ChangeFacts, 'paths' | 'commits'>): ((globs: readonly string[]) => (path: string) => boolean) => {
  const all = new Set<string>();
  const away = new Set<string>();
  const note = (path: string, states: readonly PathState[]): void => {
    all.add(path);
    if (states.some((state) => state !== null && !isRegular(state))) away.add(path);
  };
  for (const [path, { bases, head }] of paths) note(path, [...bases, head]);
  for (const changes of commits.flatMap((commit) => commit.changes))
    for (const [path, { before, after }] of changes) note(path, [before, after]);
  const time = timeOfMatchers();
  const known = new Map<string, (path: string) => boolean>();
  return (globs) => {
    const key = JSON.stringify(globs);
    const matcher = known.get(key) ?? guardMatcher(globs, { paths: all, away, time });
    known.set(key, matcher);
    return matcher;
  };
};
