/**
 * What a session says it changed, found again in what git says of the working tree: a log spells paths in its own way,
 * names directories, and speaks of what no commit will ever hold.
 */
import type { UnresolvedReason } from '../domain/manifest.ts';
import { type PathState, sameState, type StateChange, SUBMODULE } from '../domain/path-state.ts';
import { type OthersFacts, othersPaths } from './others-paths.ts';
import type { SaidChange } from './said-change.ts';
import { claimedBySweeps, type Sweep, type SweepFacts, sweptFolders } from './swept-claims.ts';

export interface ClaimFacts extends SweepFacts, OthersFacts {
  readonly ignored: ReadonlySet<string>;
  /** The head at save does not come from the session's start. */
  readonly moved: boolean;
}

export interface ResolvedClaims {
  /** Path of a change → by what it is claimed; what is named first, in the order of what is said. */
  readonly claimed: ReadonlyMap<string, SaidChange['by']>;
  /** Where what was moved as a whole has other content than it had, or another mode, and is younger than what the sessions did: theirs only if an earlier save says so. */
  readonly late: readonly string[];
  readonly unresolved: readonly { readonly path: string; readonly reason: UnresolvedReason }[];
}

/** In the order of the definition: exact, the same through a link, below a directory (of what a command names, what is gone), the submodule around it, its folded spelling, a rename's other side. */
export const resolveClaims = (said: readonly SaidChange[], facts: ClaimFacts): ResolvedClaims => {
  const claimed = new Map<string, SaidChange['by']>();
  const unresolved: { path: string; reason: UnresolvedReason }[] = [];
  const folded = Map.groupBy(facts.changes.keys(), fold);
  const sweeps = said.flatMap((one) => sweepOf(one, facts));
  const areSwept = sweptFolders(sweeps, facts);
  const others = othersPaths(said, facts);
  const isLeft = (path: string, { by }: SaidChange): boolean =>
    (areSwept.has(path) && !facts.changes.has(path)) || (by !== 'hand' && others.has(path));
  for (const one of said) {
    if (one.swept !== undefined) continue;
    for (const path of [one.path, ...(one.from === undefined ? [] : [one.from])]) {
      if (isLeft(path, one)) continue;
      const found = one.inside ? placesOf(path, one, { ...facts, folded }) : [];
      for (const place of found) if (claimed.get(place) !== 'edit-tool') claimed.set(place, one.by);
      if (found.length === 0) unresolved.push({ path, reason: reasonOf(path, one, facts) });
    }
  }
  const isNew = (path: string): boolean => !claimed.has(path) && others.get(path)?.isText !== true;
  const swept = claimedBySweeps(sweeps, facts);
  for (const path of swept.claimed.filter(isNew)) claimed.set(path, 'shell');
  for (const one of said) if (one.action === 'renamed') claimOtherSide(one, facts, claimed);
  const late = swept.late.filter(isNew);
  return { claimed, late, unresolved: unresolved.filter(({ path }) => !claimed.has(path)) };
};

const sweepOf = (
  { swept, until = '' }: SaidChange,
  { untold = Number.POSITIVE_INFINITY }: ClaimFacts,
): readonly Sweep[] => {
  const last = Date.parse(until);
  return swept === undefined
    ? []
    : [{ ...swept, until: Number.isNaN(last) ? Number.POSITIVE_INFINITY : Math.max(last, untold) }];
};

const placesOf = (
  path: string,
  { action, by }: SaidChange,
  { changes, real, folded }: ClaimFacts & { readonly folded: ReadonlyMap<string, readonly string[]> },
): readonly string[] => {
  if (changes.has(path)) return [path];
  const linked = real?.get(path);
  if (linked !== undefined && changes.has(linked)) return [linked];
  // what a command put into a folder, its line does not tell: another's new file may stand beside it
  const isOwn = ({ before, after }: StateChange): boolean =>
    by !== 'shell' || (action === 'deleted' && before !== null && after === null);
  const prefix = `${path.replace(/\/$/, '')}/`;
  const below = [...changes].flatMap(([other, change]) => (other.startsWith(prefix) && isOwn(change) ? [other] : []));
  if (below.length > 0) return below;
  const module = [...changes].find(([other, change]) => isSubmodule(change) && path.startsWith(`${other}/`))?.[0];
  if (module !== undefined) return [module];
  const alike = folded.get(fold(path)) ?? [];
  return alike.length === 1 ? alike : [];
};

const isSubmodule = ({ before, after }: StateChange): boolean =>
  before?.mode === SUBMODULE || after?.mode === SUBMODULE;

const fold = (path: string): string => path.normalize('NFC').toLowerCase();

/** A file that went elsewhere unchanged: the log made the move, so the side that it does not name is its own too. */
const claimOtherSide = (
  { path, from, by }: SaidChange,
  { changes }: ClaimFacts,
  claimed: Map<string, SaidChange['by']>,
): void => {
  const target = changes.get(path)?.after ?? null;
  const source = from === undefined ? null : (changes.get(from)?.before ?? null);
  const moved = (state: PathState, side: 'before' | 'after'): string | undefined =>
    state === null
      ? undefined
      : [...changes].find(([other, change]) => !claimed.has(other) && sameState(change[side], state))?.[0];
  if (source === null && target !== null) mark(moved(target, 'before'));
  if (target === null && source !== null) mark(moved(source, 'after'));
  function mark(other: string | undefined): void {
    if (other !== undefined) claimed.set(other, by);
  }
};

const reasonOf = (path: string, { inside }: SaidChange, { ignored, moved }: ClaimFacts): UnresolvedReason => {
  if (!inside) return 'outside';
  if (ignored.has(path)) return 'ignored';
  return moved ? 'other-branch' : 'no-effect';
};
