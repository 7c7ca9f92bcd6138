import type { BoundPath, ChangeBinding } from '../../domain/binding.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import { sameState } from '../../domain/path-state.ts';
import type { OpenChange } from '../../git/change/open-change.ts';

/** Nobody answers for these yet. */
const OPEN: ReadonlySet<string> = new Set(['unclaimed', 'overwritten', 'drifted', 'replayed', 'withheld', 'reversed']);

/** Merges that are looked at, the newest: what git makes of several merge bases is in the first of them that has all of these. */
const MOST_MERGES = 8;

export interface Begin {
  /** The commit from which a person best claims what nobody answers for; null: there is none. */
  readonly begin: string | null;
  /** Paths that begin at several states, as git cannot merge them: whoever claims one from there has left the others out. */
  readonly torn: readonly string[];
}

/** Of several merge bases, and of merges in the change, the one that has most of the open paths as the change finds them. */
export const beginOf = async (
  change: OpenChange,
  { merge_bases, commits }: Pick<ChangeFacts, 'merge_bases' | 'commits'>,
  { paths }: ChangeBinding,
): Promise<Begin> => {
  const [first = null, ...more] = merge_bases;
  const open = paths.filter(({ binding }) => OPEN.has(binding));
  if (more.length === 0 || open.length === 0) return { begin: first, torn: [] };
  const torn = open.flatMap(({ path, bases }) => (bases.length > 1 ? [path] : []));
  const merges = commits.filter(({ is_clean_merge }) => is_clean_merge).map(({ oid }) => oid);
  let best = { begin: first, count: -1 };
  for (const begin of [...merge_bases, ...merges.slice(-MOST_MERGES).toReversed()]) {
    const count = await likeAt(change, begin, open);
    if (count > best.count) best = { begin, count };
    if (count === open.length) break;
  }
  return { begin: best.begin, torn };
};

const likeAt = async (change: OpenChange, commit: string, open: readonly BoundPath[]): Promise<number> => {
  const at = await change.at(
    commit,
    open.map(({ path }) => path),
  );
  return open.filter(({ path, bases: [begun = null] }) => sameState(at?.states.get(path) ?? null, begun)).length;
};
