/** What commands took away, moved or copied without a name for each file: the trees tell which. Changed in place. */
import { folderOf, type Swept } from '../../domain/swept.ts';
import type { Seen, Sweep } from '../facts.ts';
import type { PlacedPath } from './place-path.ts';

/** The last of each kind. */
export type Sweeps = Map<string, Standing>;

interface Standing extends Sweep {
  /** It begins in the repository. */
  readonly isOwn: boolean;
  /** What was taken away may be there again, and its place be anybody's; `stashed`: until git brings back what it put aside. */
  undone: boolean | 'stashed';
  /** Of what was taken away this is there again. */
  readonly back: Set<string>;
}

/** Each is held against all that changed. */
const MAX_SWEEPS = 200;
const MAX_BACK = 1000;

/** @param at where what is swept lies @param to where it goes */
export const sweep = (
  sweeps: Sweeps,
  how: Omit<Swept, 'path' | 'to' | 'again'>,
  { at, to, seen }: { readonly at: PlacedPath; readonly to?: PlacedPath | undefined; readonly seen: Seen },
): void => {
  const isOwn = at.inside && at.path !== '.';
  const ends = to === undefined ? {} : { to: to.path };
  const one: Standing = { ...how, path: at.path, ...ends, last: seen, isOwn, undone: false, back: new Set() };
  const sources = sourcesOf(one, sweeps);
  // from elsewhere to elsewhere
  if (!isOwn && sources.length === 1) return;
  for (const before of sweeps.values()) if (bringsBack(one, before, sources)) before.undone = true;
  // the last mode counts
  const key = [one.path, one.to ?? '', one.names ?? '', one.fold === true, one.but ?? '', one.kept === true].join('\n');
  sweeps.delete(key);
  if (sweeps.size < MAX_SWEEPS) sweeps.set(key, one);
};

/** From where what it takes may have come, by whatever ways. */
const sourcesOf = (one: Swept, sweeps: Sweeps): readonly string[] => {
  const sources = [folderOf(one)];
  for (const { to, ...before } of [...sweeps.values()].reverse())
    if (to !== undefined && sources.some((source) => isAround(source, to))) sources.push(folderOf(before));
  return sources;
};

/** What was moved to a place, or copied there before it was taken away, goes back to where it was. */
const bringsBack = ({ to }: Swept, before: Swept, [, ...sources]: readonly string[]): boolean => {
  if (to === undefined || before.kept === true) return false;
  const home = folderOf(before);
  return isAround(to, home) && sources.some((source) => isAround(source, home));
};

/** One of them lies in the other. */
const isAround = (one: string, other: string): boolean => {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short === '' || short === '.' || short === long || long.startsWith(`${short}/`);
};

/** git threw away what was done at or below a path (null: everywhere), or brings back what it put aside (`stash`). */
export const putBack = (sweeps: Sweeps, path: string | null, { undone, stash }: PutBack): void => {
  for (const one of sweeps.values()) {
    const folder = folderOf(one);
    if (path !== null && folder !== path && !folder.startsWith(`${path}/`)) {
      if (undone && isAround(folder, path)) one.back.add(path);
      if (one.back.size > MAX_BACK) one.undone = true;
    } else if (!undone) one.undone = one.undone === true;
    else if (one.undone === false || !stash) one.undone = stash ? 'stashed' : true;
  }
};

export interface PutBack {
  readonly undone: boolean;
  readonly stash: boolean;
}

/** @param reads path → when it was read last, as an index of events */
export const standingSweeps = (sweeps: Sweeps, reads: ReadonlyMap<string, number>): readonly Sweep[] =>
  [...sweeps.values()].flatMap(({ undone, isOwn, back, ...one }) => {
    if (!isOwn) return [];
    // it is back, and what it was may still stand where it went
    if (undone !== false) return one.to === undefined ? [] : [{ ...one, kept: true }];
    // nobody reads what is gone
    const seen = [...reads].flatMap(([path, index]) =>
      index > one.last.index && isAround(folderOf(one), path) && one.kept !== true ? [path] : [],
    );
    const again = [...back, ...seen];
    return [again.length === 0 ? one : { ...one, again }];
  });
