import type { ChangeBinding } from '../../domain/binding.ts';
import { sameState } from '../../domain/path-state.ts';
import type { OpenChange } from '../../git/change/open-change.ts';

/** Nobody answers for these yet. */
const OPEN: ReadonlySet<string> = new Set(['unclaimed', 'overwritten', 'drifted', 'replayed', 'withheld', 'reversed']);

/**
 * The merge base from which a person best claims what nobody answers for: of several the one that has most of these paths
 * as the change finds them. null: there is none.
 */
export const beginOf = async (
  change: OpenChange,
  { merge_bases }: { readonly merge_bases: readonly string[] },
  { paths }: ChangeBinding,
): Promise<string | null> => {
  const [first = null, ...more] = merge_bases;
  const open = paths.filter(({ binding }) => OPEN.has(binding));
  if (more.length === 0 || open.length === 0) return first;
  let best = { base: first, count: -1 };
  for (const base of merge_bases) {
    const at = await change.at(
      base,
      open.map(({ path }) => path),
    );
    const like = open.filter(({ path, bases: [begun = null] }) => sameState(at?.states.get(path) ?? null, begun));
    if (like.length > best.count) best = { base, count: like.length };
  }
  return best.base;
};
