/**
 * Claims of a file that the target branch moved since they were made: git brings the work along to the new place when it
 * rebases or merges, so the claims go there too. What they come to there is judged as anywhere. Pure: the caller tells what
 * the target branch had, and asks git which files are others.
 */
import type { ChangeFacts } from '../domain/change-facts.ts';
import { type FileState, isEmptyFile, isRegular, type PathState, stateText } from '../domain/path-state.ts';
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

/** Files that git is asked about, with where they are. */
export interface MovesAsked {
  readonly gone: ReadonlyMap<string, FileState>;
  readonly made: ReadonlyMap<string, FileState>;
}

/** What the target branch did to files, and where it moved those that a candidate claims. */
export interface Moves {
  /** To which place, by the one that is claimed. */
  readonly places: ReadonlyMap<string, string>;
  /** For claims that are not among these; null: nothing is left to ask. */
  readonly asked: MovesAsked | null;
}

/**
 * A file was moved where the target branch took it away and made another one since, of the very content that it had; of
 * several such the one that kept its name. Where two were made of one, or one of two, nobody can tell which it is; and an
 * empty file is nobody's, as git has it. One that was edited as it was moved git alone can tell.
 * @param states of all that the target branch touched: a copy counts that the change leaves alone
 */
export const movesOf = (facts: ChangeFacts, candidate: Candidate, states: TargetStates): Moves => {
  const { gone, made } = movedIn(states);
  const claimed = new Set(candidate.claims.map(({ path }) => path));
  const isPlace = (path: string): boolean => facts.paths.has(path) && !claimed.has(path);
  const [goneFrom, madeFrom] = [byContent(gone), byContent(made)];
  const places = new Map<string, string>();
  let isOpen = false;
  for (const claim of candidate.claims) {
    const content = gone.get(claim.path);
    if (content === undefined || !isGone(facts, claim)) continue;
    const alike = madeFrom.get(stateText(content));
    isOpen ||= alike === undefined;
    const to = onlyOne(alike, claim.path);
    if (to === undefined || onlyOne(goneFrom.get(stateText(content)), to) !== claim.path) continue;
    if (isPlace(to)) places.set(claim.path, to);
  }
  const isAsked = isOpen && [...made.keys()].some(isPlace);
  return { places, asked: isAsked ? { gone: regular(gone), made: regular(made) } : null };
};

/** @param found what git said, by the places of the files in the lists that it was asked about */
export const withMoved = (
  { places, asked }: Moves,
  found: readonly (readonly [gone: number, made: number])[],
  { facts, candidate }: { readonly facts: ChangeFacts; readonly candidate: Candidate },
): Moves['places'] => {
  const [gone, made] = [[...(asked?.gone.keys() ?? [])], [...(asked?.made.keys() ?? [])]];
  const told = new Map(found.map(([from, to]) => [gone[from] ?? '', made[to] ?? '']));
  const taken = new Set([...places.values(), ...candidate.claims.map(({ path }) => path)]);
  const more = candidate.claims.flatMap((claim): [string, string][] => {
    const to = told.get(claim.path);
    if (to === undefined || places.has(claim.path) || !isGone(facts, claim)) return [];
    return facts.paths.has(to) && !taken.has(to) ? [[claim.path, to]] : [];
  });
  return new Map([...places, ...more]);
};

export interface FollowedMoves {
  readonly candidate: Candidate;
  /** Of each claim that went elsewhere what the target branch had of its file since, at both places. */
  readonly histories: readonly ClaimHistory[];
}

/** The same candidate, with claims at the places to which their files were moved. */
export const followMoves = (candidate: Candidate, places: Moves['places'], states: TargetStates): FollowedMoves => {
  if (places.size === 0) return { candidate, histories: [] };
  const histories: ClaimHistory[] = [];
  const claims = candidate.claims.map((one): Claim => {
    const to = places.get(one.path);
    if (to === undefined) return one;
    const claim = { ...one, path: to };
    histories.push({ claim, states: atBoth(states.get(to), states.get(one.path)) });
    return claim;
  });
  const at = <T extends { readonly path: string }>(one: T): T => ({ ...one, path: places.get(one.path) ?? one.path });
  return { candidate: { ...candidate, claims, links: candidate.links.map(at) }, histories };
};

/** What a file was at the place to which it was moved, and before that at its old one. */
export const atBoth = (now: readonly PathState[] = [], before: readonly PathState[] = []): readonly FileState[] =>
  [...now, ...before].filter((state) => state !== null);

/** What files had in the end that were taken away, and at first that were made and are still there. */
const movedIn = (states: TargetStates): MovesAsked => {
  const [gone, made] = [new Map<string, FileState>(), new Map<string, FileState>()];
  const add = (files: Map<string, FileState>, path: string, content: PathState = null): void => {
    if (content !== null && !isEmptyFile(content)) files.set(path, content);
  };
  for (const [path, had] of states) {
    // the oldest that is told is what it was before
    const isNew = had.at(-1) === null;
    if (isNew && had[0] !== null) add(made, path, had.at(-2));
    if (!isNew && had[0] === null) add(gone, path, had[1]);
  }
  return { gone, made };
};

/** No link or submodule is another one with some lines changed. */
const regular = (files: ReadonlyMap<string, FileState>): ReadonlyMap<string, FileState> =>
  new Map([...files].filter(([, state]) => isRegular(state)));

const byContent = (files: ReadonlyMap<string, FileState>): ReadonlyMap<string, readonly string[]> =>
  Map.groupBy(files.keys(), (path) => stateText(files.get(path) ?? null));

/** The one of this name, else the one that there is. */
const onlyOne = (paths: readonly string[] = [], alike: string): string | undefined => {
  const named = paths.filter((path) => nameOf(path) === nameOf(alike));
  const [one, ...others] = named.length > 0 ? named : paths;
  return others.length > 0 ? undefined : one;
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
