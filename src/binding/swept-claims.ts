/**
 * What a session took away, moved or copied as a whole, found again in the trees: what is gone of it, and what stands, in
 * the very state, where it went. What else stands there somebody made.
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

export const claimedBySweep = (swept: Swept, facts: SweepFacts): readonly string[] => {
  const real = facts.real?.get(swept.path);
  const ways = real === undefined ? [swept] : [swept, { ...swept, path: real }];
  return ways.flatMap((way) => {
    const isMeant = isSwept(way);
    return [...goneOf(way, isMeant, facts), ...arrivedOf(way, isMeant, facts)];
  });
};

type IsMeant = (path: string) => boolean;

const goneOf = ({ kept, again = [] }: Swept, isMeant: IsMeant, { changes }: SweepFacts): readonly string[] =>
  kept === true
    ? []
    : [...changes].flatMap(([path, { before, after }]) =>
        before !== null && after === null && isMeant(path) && !again.includes(path) ? [path] : [],
      );

const arrivedOf = (swept: Swept, isMeant: IsMeant, { changes, stood }: SweepFacts): readonly string[] => {
  if (swept.to === undefined) return [];
  const sources = new Set([...(swept.kept === true ? (stood?.keys() ?? []) : []), ...changes.keys()]);
  return [...sources].filter(isMeant).flatMap((source) => {
    const change = changes.get(source);
    const states = [stood?.get(source), change?.before, swept.kept === true ? change?.after : null];
    return arrivalsOf(swept, source).filter((place) => {
      const after = changes.get(place)?.after ?? null;
      return after !== null && states.some((state) => isState(state) && sameState(state, after));
    });
  });
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
