/**
 * What a session took away, moved or copied as a whole, found again in the trees: what is gone of it, and what stands
 * where it went, of copies in the very state. What else stands there somebody made.
 */
import { isRegular, type PathState, sameState, type StateChange } from '../domain/path-state.ts';
import { arrivalsOf, isStillSwept, isSwept, type Swept, takesAway } from '../domain/swept.ts';

export interface SweepFacts {
  /** All that differs between start and working tree. */
  readonly changes: ReadonlyMap<string, StateChange>;
  /** Path through a linked directory → the path that git has. */
  readonly real?: ReadonlyMap<string, string>;
  /** What stood at the start where copies were made from, changed or not. */
  readonly stood?: ReadonlyMap<string, PathState>;
  /** Changed path → when anything was last done to its file, in milliseconds; absent: nobody knows. */
  readonly stirred?: ReadonlyMap<string, number>;
}

/** As sessions say it. */
export interface Sweep extends Swept {
  /** Until when a session may have written into what was swept, in milliseconds. */
  readonly until: number;
}

export interface SweptClaims {
  readonly claimed: readonly string[];
  /** They would be, were their files not too young. */
  readonly late: readonly string[];
}

/** @param sweeps in the order of their time: what was moved once may be moved again */
export const claimedBySweeps = (sweeps: readonly Sweep[], facts: SweepFacts): SweptClaims => {
  if (sweeps.length === 0) return { claimed: [], late: [] };
  const trail: Trail = new Map();
  for (const origin of originsIn(facts)) put(trail, origin);
  const claimed: string[] = [];
  let left = MOST_ARRIVALS;
  for (const way of sweeps.flatMap((swept) => waysOf(swept, facts))) {
    const isMeant = isSwept(way);
    claimed.push(...goneOf(way, facts));
    const taken = [...trail].filter(([, { at }]) => isMeant(at));
    // what stands there later did not come this way
    if (way.kept !== true) for (const [key] of taken) trail.delete(key);
    if (way.to === undefined) continue;
    for (const [, came] of taken) {
      if (trail.size >= MOST_PLACES || left-- <= 0) break;
      for (const at of arrivalsOf(way, came.at))
        put(trail, { ...came, at, isMoved: came.isMoved && way.kept !== true, until: way.until });
    }
  }
  const arrived = arrivedIn(trail, facts);
  const made = madeToRun(
    sweeps.flatMap((swept) => waysOf(swept, facts)),
    facts,
  );
  return { claimed: [...claimed, ...arrived.claimed, ...made], late: arrived.late };
};

/** Of what it holds nothing was changed, and whether it can be run as the last that meant it says. */
const madeToRun = (ways: readonly Sweep[], { changes }: SweepFacts): readonly string[] => {
  const modes = ways.flatMap((way) => (way.mode === undefined ? [] : [{ is: isStillSwept(way), mode: way.mode }]));
  if (modes.length === 0) return [];
  return [...changes].flatMap(([path, { before, after }]) => {
    // a link is no file of the same text
    if (before === null || after === null || !isRegular(before) || before.oid !== after.oid) return [];
    const last = modes.findLast(({ is }) => is(path))?.mode;
    return last !== undefined && last !== '?' && after.mode === MODES[last] ? [path] : [];
  });
};

/** As git keeps them of files. */
const MODES = { '+x': '100755', '-x': '100644' } as const;

/** Where files may stand that stood elsewhere at the start; the first way of each to a place. */
type Trail = Map<string, Came>;

const put = (trail: Trail, came: Came): void => {
  const key = `${came.start}\0${came.at}`;
  if (!trail.has(key)) trail.set(key, came);
};

/** As the line says it, and through a link. */
const waysOf = (swept: Sweep, { real }: SweepFacts): readonly Sweep[] => {
  const path = real?.get(swept.path);
  return path === undefined ? [swept] : [swept, { ...swept, path }];
};

/** Places through which files may have come at a time, and how often they went on. */
const MOST_PLACES = 50_000;
const MOST_ARRIVALS = 300_000;

interface Came {
  /** Where it may stand. */
  readonly at: string;
  /** Where it stood at the start. */
  readonly start: string;
  readonly states: readonly (PathState | undefined)[];
  /** It stands no more where it stood at the start. */
  readonly isMoved: boolean;
  /** Until when a session may have written into it. */
  readonly until: number;
}

/** What could be moved or copied. */
const originsIn = ({ changes, stood }: SweepFacts): readonly Came[] => [
  ...[...changes].map(([at, { before, after }]) => {
    const isMoved = before !== null && after === null;
    return { at, start: at, states: [before, after], isMoved, until: Number.POSITIVE_INFINITY };
  }),
  ...[...(stood ?? [])].map(([at, state]) => ({
    at,
    start: at,
    states: [state],
    isMoved: false,
    until: Number.POSITIVE_INFINITY,
  })),
];

/**
 * What was moved and then worked on is the same file still, as one that is named would be, unless something was done to
 * it when no session did anything. It went to one place: where another has its very state, or two are as likely, it is none of them.
 */
const arrivedIn = (trail: Trail, { changes, stirred }: SweepFacts): SweptClaims => {
  const claimed: string[] = [];
  const late: string[] = [];
  const likely = new Map<string, { readonly place: string; readonly isLate: boolean } | null>();
  for (const { at: place, start, states, isMoved, until } of trail.values()) {
    const { before = null, after = null } = changes.get(place) ?? {};
    if (place === start || after === null) continue;
    const isSame = states.some((state) => isState(state) && sameState(state, after));
    if (isSame) claimed.push(place);
    const isLate = (stirred?.get(place) ?? 0) > until + CLOCK_MS;
    if (isMoved && (isSame || before === null))
      likely.set(start, isSame || likely.has(start) ? null : { place, isLate });
  }
  for (const one of likely.values()) if (one !== null) (one.isLate ? late : claimed).push(one.place);
  return { claimed, late };
};

/** A log's times may be of whole seconds. */
export const CLOCK_MS = 1000;

const goneOf = (way: Swept, { changes }: SweepFacts): readonly string[] => {
  const gone: string[] = [];
  const takes = takesAway(way);
  for (const [path, { before, after }] of changes)
    if (before !== null && after === null && takes(path)) gone.push(path);
  return gone;
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
