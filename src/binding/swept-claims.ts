/**
 * What a session took away, moved or copied as a whole, found again in the trees: what is gone of it, and what stands
 * where it went, of copies in the very state. What else stands there somebody made.
 */
import { type PathState, sameState, type StateChange } from '../domain/path-state.ts';
import { arrivalsOf, isSwept, type Swept } from '../domain/swept.ts';

export interface SweepFacts {
  /** All that differs between start and working tree. */
  readonly changes: ReadonlyMap<string, StateChange>;
  /** Path through a linked directory → the path that git has. */
  readonly real?: ReadonlyMap<string, string>;
  /** What stood at the start where copies were made from, changed or not. */
  readonly stood?: ReadonlyMap<string, PathState>;
}

/** @param sweeps in the order of their time: what was moved once may be moved again */
export const claimedBySweeps = (sweeps: readonly Swept[], facts: SweepFacts): readonly string[] => {
  if (sweeps.length === 0) return [];
  const trail = new Map(originsIn(facts));
  const claimed: string[] = [];
  for (const way of sweeps.flatMap((swept) => waysOf(swept, facts))) {
    const isMeant = isSwept(way);
    if (way.kept !== true) claimed.push(...goneOf(way, isMeant, facts));
    for (const [place, origin] of arrivalsIn(trail, way, isMeant)) {
      if (isThere(facts.changes.get(place), origin)) claimed.push(place);
      if (!trail.has(place) && trail.size < MOST_PLACES) trail.set(place, origin);
    }
  }
  return claimed;
};

/** As the line says it, and through a link. */
const waysOf = (swept: Swept, { real }: SweepFacts): readonly Swept[] => {
  const path = real?.get(swept.path);
  return path === undefined ? [swept] : [swept, { ...swept, path }];
};

const arrivalsIn = (
  trail: ReadonlyMap<string, Origin>,
  way: Swept,
  isMeant: IsMeant,
): readonly (readonly [string, Origin])[] => {
  const found: (readonly [string, Origin])[] = [];
  if (way.to === undefined) return found;
  for (const [at, origin] of trail) {
    if (!isMeant(at)) continue;
    const arrived = { ...origin, isMoved: origin.isMoved && way.kept !== true };
    for (const place of arrivalsOf(way, at)) found.push([place, arrived]);
  }
  return found;
};

/** Places through which files may have come. */
const MOST_PLACES = 50_000;

interface Origin {
  readonly states: readonly (PathState | undefined)[];
  /** It stands no more where it stood at the start. */
  readonly isMoved: boolean;
}

/** What could be moved or copied. */
const originsIn = ({ changes, stood }: SweepFacts): readonly (readonly [string, Origin])[] => [
  ...[...(stood ?? [])].map(([path, state]) => [path, { states: [state], isMoved: false }] as const),
  ...[...changes].map(([path, { before, after }]) => {
    const isMoved = before !== null && after === null;
    return [path, { states: [before, after], isMoved }] as const;
  }),
];

type IsMeant = (path: string) => boolean;

const goneOf = ({ again = [] }: Swept, isMeant: IsMeant, { changes }: SweepFacts): readonly string[] => {
  const gone: string[] = [];
  for (const [path, { before, after }] of changes)
    if (before !== null && after === null && isMeant(path) && !again.includes(path)) gone.push(path);
  return gone;
};

/** What was moved and then worked on is the same file still, as one that is named would be. */
const isThere = (change: StateChange | undefined, { states, isMoved }: Origin): boolean => {
  const { before = null, after = null } = change ?? {};
  if (after === null) return false;
  return (isMoved && before === null) || states.some((state) => isState(state) && sameState(state, after));
};

const isState = (state: PathState | undefined): state is NonNullable<PathState> => state != null;

/** Folders that sweeps name: what lies below them is not all of a session's. */
export const sweptFolders = (sweeps: readonly Swept[], { changes }: SweepFacts): ReadonlySet<string> => {
  const named = new Set(
    sweeps.flatMap((swept) => {
      const { path, to, names } = swept;
      return [...(names === undefined ? [path, ...arrivalsOf(swept, path)] : []), ...(to === undefined ? [] : [to])];
    }),
  );
  if (named.size === 0) return named;
  const folders = new Set<string>();
  for (const path of changes.keys())
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
      if (named.has(path.slice(0, end))) folders.add(path.slice(0, end));
  return folders;
};
