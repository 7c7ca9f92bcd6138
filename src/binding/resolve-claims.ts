/**
 * What a session says it changed, found again in what git says of the working tree: a log spells paths in its own way,
 * names directories, and speaks of what no commit will ever hold.
 */
import type { UnresolvedReason } from '../domain/manifest.ts';
import { type PathState, sameState, type StateChange, SUBMODULE } from '../domain/path-state.ts';

/** One path that a session says it changed. */
export interface SaidChange {
  /** Relative to the repository's root; else absolute and not `inside`. */
  readonly path: string;
  readonly inside: boolean;
  readonly action: 'created' | 'edited' | 'deleted' | 'renamed';
  readonly from?: string;
  readonly by: 'edit-tool' | 'shell' | 'hand';
  /** RFC 3339 of the last event that changed it. */
  readonly at?: string;
  /** It was taken away as a whole: what is gone at or below it is claimed, and nothing that is there. */
  readonly folder?: true;
}

export interface ClaimFacts {
  /** All that differs between start and working tree. */
  readonly changes: ReadonlyMap<string, StateChange>;
  readonly ignored: ReadonlySet<string>;
  /** Path through a linked directory → the path that git has. */
  readonly real?: ReadonlyMap<string, string>;
  /** The head at save does not come from the session's start. */
  readonly moved: boolean;
}

export interface ResolvedClaims {
  /** Path of a change → by what it is claimed; what is named first, in the order of what is said. */
  readonly claimed: ReadonlyMap<string, SaidChange['by']>;
  readonly unresolved: readonly { readonly path: string; readonly reason: UnresolvedReason }[];
}

/** In the order of the definition: exact, the same through a link, below a directory, the submodule around it, its folded spelling, a rename's other side. */
export const resolveClaims = (said: readonly SaidChange[], facts: ClaimFacts): ResolvedClaims => {
  const claimed = new Map<string, SaidChange['by']>();
  const unresolved: { path: string; reason: UnresolvedReason }[] = [];
  const folded = Map.groupBy(facts.changes.keys(), fold);
  for (const one of said) {
    if (one.folder === true) continue;
    for (const path of [one.path, ...(one.from === undefined ? [] : [one.from])]) {
      const found = one.inside ? placesOf(path, facts, folded) : [];
      for (const place of found) if (claimed.get(place) !== 'edit-tool') claimed.set(place, one.by);
      if (found.length === 0) unresolved.push({ path, reason: reasonOf(path, one, facts) });
    }
  }
  for (const [path, by] of goneWithFolders(said, facts)) if (!claimed.has(path)) claimed.set(path, by);
  for (const one of said) if (one.action === 'renamed') claimOtherSide(one, facts, claimed);
  return { claimed, unresolved: unresolved.filter(({ path }) => !claimed.has(path)) };
};

/** What went with them, and what they were where they were no folders: a submodule, a file. */
const goneWithFolders = (
  said: readonly SaidChange[],
  { changes, real }: ClaimFacts,
): readonly (readonly [string, SaidChange['by']])[] => {
  const removed = new Map<string, SaidChange['by']>();
  for (const { path, by, folder } of said) if (folder === true) removed.set(path, by).set(real?.get(path) ?? path, by);
  if (removed.size === 0) return [];
  return [...changes].flatMap(([path, { before, after }]) => {
    const by = before !== null && after === null ? nearest(removed, path) : undefined;
    return by === undefined ? [] : [[path, by] as const];
  });
};

const nearest = <T>(named: ReadonlyMap<string, T>, path: string): T | undefined => {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const found = named.get(path.slice(0, end));
    if (found !== undefined) return found;
  }
  return undefined;
};

const placesOf = (
  path: string,
  { changes, real }: ClaimFacts,
  folded: ReadonlyMap<string, readonly string[]>,
): readonly string[] => {
  if (changes.has(path)) return [path];
  const linked = real?.get(path);
  if (linked !== undefined && changes.has(linked)) return [linked];
  const below = [...changes.keys()].filter((other) => other.startsWith(`${path.replace(/\/$/, '')}/`));
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
