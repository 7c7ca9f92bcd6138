/**
 * Claims of a file that the target branch moved since they were made: git brings the work along to the new place when it
 * rebases or merges, so the claims go there too. What they come to there is judged as anywhere. Pure: the caller tells what
 * the target branch had.
 */
import type { ChangeFacts } from '../domain/change-facts.ts';
import { type PathState, stateText } from '../domain/path-state.ts';
import type { Candidate, Claim } from './candidate.ts';
import type { ClaimHistory } from './spent-claims.ts';

/** Of one change: nobody's claims cost more than a moment. */
const MOST_PATHS = 1_000;

/** What the target branch did since a session began, by path, the newest state first. */
type TargetStates = ReadonlyMap<string, readonly PathState[]>;

/** Paths to ask the target branch about: claimed ones that it has no more, and others that it has and the change edits. */
export const movablePaths = (facts: ChangeFacts, candidate: Candidate): readonly string[] => {
  const gone = candidate.claims.filter((claim) => isGone(facts, claim)).map(({ path }) => path);
  if (gone.length === 0) return [];
  const claimed = new Set(candidate.claims.map(({ path }) => path));
  const edited = [...facts.paths].flatMap(([path, { bases, head }]) =>
    head === null || claimed.has(path) || bases.some((base) => base === null) ? [] : [path],
  );
  return edited.length === 0 ? [] : [...new Set([...gone, ...edited])].slice(0, MOST_PATHS);
};

/** An edit of a file that is neither in the target branch nor in the change. */
const isGone = ({ paths, unchanged }: ChangeFacts, { path, before, after }: Claim): boolean =>
  before !== null && after !== null && !paths.has(path) && unchanged.get(path) === null;

export interface FollowedMoves {
  readonly candidate: Candidate;
  /** Of each claim that went elsewhere what the target branch had of its file since, at both places. */
  readonly histories: readonly ClaimHistory[];
}

/**
 * The same candidate, with claims at the places to which their files were moved. A file was moved where the target branch took
 * it away and made another one since, of the very content that it had; of several such the one that kept its name.
 */
export const followMoves = (facts: ChangeFacts, candidate: Candidate, states: TargetStates): FollowedMoves => {
  const places = new Map<string, string[]>();
  for (const path of facts.paths.keys()) {
    const made = states.get(path);
    // the oldest that is told is what it was before
    if (made === undefined || made.at(-1) !== null) continue;
    const first = stateText(made.at(-2) ?? null);
    places.set(first, [...(places.get(first) ?? []), path]);
  }
  const claimed = new Set(candidate.claims.map(({ path }) => path));
  const moved = new Map<string, string>();
  for (const claim of candidate.claims) {
    const had = states.get(claim.path);
    if (!isGone(facts, claim) || had === undefined || had[0] !== null) continue;
    const found = (places.get(stateText(had[1] ?? null)) ?? []).filter((path) => !claimed.has(path));
    const named = found.filter((path) => nameOf(path) === nameOf(claim.path));
    const [to, ...others] = named.length > 0 ? named : found;
    if (to !== undefined && others.length === 0) moved.set(claim.path, to);
  }
  if (moved.size === 0) return { candidate, histories: [] };
  const histories: ClaimHistory[] = [];
  const claims = candidate.claims.map((one): Claim => {
    const to = moved.get(one.path);
    if (to === undefined) return one;
    const claim = { ...one, path: to };
    const had = [...(states.get(to) ?? []), ...(states.get(one.path) ?? [])];
    histories.push({ claim, states: had.filter((state) => state !== null) });
    return claim;
  });
  const at = <T extends { readonly path: string }>(one: T): T => ({ ...one, path: moved.get(one.path) ?? one.path });
  return { candidate: { ...candidate, claims, links: candidate.links.map(at) }, histories };
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
