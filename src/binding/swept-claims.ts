/**
 * What a session took away, moved or copied as a whole, found again in the trees: what is gone of it, and what stands
 * where it went, of copies in the very state. What else stands there somebody made.
 */
import { type PathState, sameState, type StateChange } from '../domain/path-state.ts';
import { arrivalsOf, isStillSwept, isSwept, type Swept, takesAway } from '../domain/swept.ts';

export interface SweepFacts {
  /** All that differs between start and working tree. */
  readonly changes: ReadonlyMap<string, StateChange>;
  /** Path through a linked directory → the path that git has. */
  readonly real?: ReadonlyMap<string, string>;
  /** What stood at the start where copies were made from, changed or not. */
  readonly stood?: ReadonlyMap<string, PathState>;
  /** Changed path → time of its file in milliseconds; absent: nobody knows. */
  readonly times?: ReadonlyMap<string, number>;
}

/** As sessions say it. */
export interface Sweep extends Swept {
  /** Until when a session may have written into what was swept, in milliseconds. */
  readonly until: number;
}

/** @param sweeps in the order of their time: what was moved once may be moved again */
export const claimedBySweeps = (sweeps: readonly Sweep[], facts: SweepFacts): readonly string[] => {
  if (sweeps.length === 0) return [];
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
  return [
    ...claimed,
    ...arrivedIn(trail, facts),
    ...madeToRun(
      sweeps.flatMap((swept) => waysOf(swept, facts)),
      facts,
    ),
  ];
};

/** Of what it holds nothing was changed, and whether it can be run as the last that meant it says. */
const madeToRun = (ways: readonly Sweep[], { changes }: SweepFacts): readonly string[] => {
  const modes = ways.flatMap((way) => (way.mode === undefined ? [] : [{ is: isStillSwept(way), mode: way.mode }]));
  if (modes.length === 0) return [];
  return [...changes].flatMap(([path, { before, after }]) => {
    if (before === null || after === null || before.oid !== after.oid) return [];
    const last = modes.findLast(({ is }) => is(path))?.mode;
    return last !== undefined && after.mode === MODES[last] ? [path] : [];
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
 * What was moved and then worked on is the same file still, as one that is named would be, unless somebody wrote into it
 * when no session did. It went to one place: where another has its very state, or two are as likely, it is none of them.
 */
const arrivedIn = (trail: Trail, { changes, times }: SweepFacts): readonly string[] => {
  const claimed: string[] = [];
  const likely = new Map<string, string | null>();
  for (const { at: place, start, states, isMoved, until } of trail.values()) {
    const { before = null, after = null } = changes.get(place) ?? {};
    if (place === start || after === null) continue;
    const isSame = states.some((state) => isState(state) && sameState(state, after));
    if (isSame) claimed.push(place);
    const isOthers = (times?.get(place) ?? 0) > until + CLOCK_MS;
    if (isMoved && (isSame || before === null))
      likely.set(start, isSame || isOthers || likely.has(start) ? null : place);
  }
  for (const place of likely.values()) if (place !== null) claimed.push(place);
  return claimed;
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
