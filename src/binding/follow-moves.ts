/**
 * Claims of a file that the target branch moved since they were made: git brings the work along to the new place when it
 * rebases or merges, so the claims go there too. What they come to there is judged as anywhere. Pure: the caller tells what
 * the target branch had.
 */
import type { ChangeFacts } from '../domain/change-facts.ts';
import { isEmptyFile, type PathState, stateText } from '../domain/path-state.ts';
import type { Candidate, Claim } from './candidate.ts';
import type { ClaimHistory } from './spent-claims.ts';

/** What the target branch did since a session began, by path, the newest state first. */
type TargetStates = ReadonlyMap<string, readonly PathState[]>;

/** Whether it claims what the target branch has no more, and the change edits others that it does not claim. */
export const mayHaveMoved = (facts: ChangeFacts, candidate: Candidate): boolean => {
  if (!candidate.claims.some((claim) => isGone(facts, claim))) return false;
  const claimed = new Set(candidate.claims.map(({ path }) => path));
  return [...facts.paths].some(
    ([path, { bases, head }]) => head !== null && !claimed.has(path) && bases.every((base) => base !== null),
  );
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
 * it away and made another one since, of the very content that it had; of several such the one that kept its name. Where two
 * were made of one, or one of two, nobody can tell which it is; and an empty file is nobody's, as git has it.
 * @param states of all that the target branch touched: a copy counts that the change leaves alone
 */
export const followMoves = (facts: ChangeFacts, candidate: Candidate, states: TargetStates): FollowedMoves => {
  const { gone, made } = movedIn(states);
  const claimed = new Set(candidate.claims.map(({ path }) => path));
  const moved = new Map<string, string>();
  for (const claim of candidate.claims) {
    const content = states.get(claim.path)?.[1] ?? null;
    if (content === null || !isGone(facts, claim)) continue;
    const to = onlyOne(made.get(stateText(content)), claim.path);
    if (to === undefined || onlyOne(gone.get(stateText(content)), to) !== claim.path) continue;
    if (facts.paths.has(to) && !claimed.has(to)) moved.set(claim.path, to);
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

type Places = ReadonlyMap<string, readonly string[]>;

/** By the content that a file had in the end, or at first: where it was taken away, and where made and still there. */
const movedIn = (states: TargetStates): { readonly gone: Places; readonly made: Places } => {
  const [gone, made] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const add = (places: Map<string, string[]>, path: string, content: PathState = null): void => {
    if (content !== null && !isEmptyFile(content))
      places.set(stateText(content), [...(places.get(stateText(content)) ?? []), path]);
  };
  for (const [path, had] of states) {
    // the oldest that is told is what it was before
    const isNew = had.at(-1) === null;
    if (isNew && had[0] !== null) add(made, path, had.at(-2));
    if (!isNew && had[0] === null) add(gone, path, had[1]);
  }
  return { gone, made };
};

/** The one of this name, else the one that there is. */
const onlyOne = (paths: readonly string[] = [], alike: string): string | undefined => {
  const named = paths.filter((path) => nameOf(path) === nameOf(alike));
  const [one, ...others] = named.length > 0 ? named : paths;
  return others.length > 0 ? undefined : one;
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
