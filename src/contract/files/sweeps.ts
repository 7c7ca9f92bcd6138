/** What commands took away, moved or copied without a name for each file: the trees tell which. Changed in place. */
import { folderOf, type Swept } from '../../domain/swept.ts';
import type { Seen, Sweep } from '../facts.ts';
import type { PlacedPath } from './place-path.ts';

/** The last of each kind. */
export type Sweeps = Map<string, Standing>;

interface Standing extends Sweep {
  /** It begins in the repository. */
  readonly isOwn: boolean;
  /** What was taken away may be there again. */
  undone: boolean;
}

/** Each is held against all that changed. */
const MAX_SWEEPS = 200;

/** @param at where what is swept lies @param to where it goes */
export const sweep = (
  sweeps: Sweeps,
  how: Omit<Swept, 'path' | 'to' | 'again'>,
  { at, to, seen }: { readonly at: PlacedPath; readonly to?: PlacedPath | undefined; readonly seen: Seen },
): void => {
  const isOwn = at.inside && at.path !== '.';
  const one = { ...how, path: at.path, ...(to === undefined ? {} : { to: to.path }), last: seen, isOwn, undone: false };
  for (const before of sweeps.values()) if (bringsBack(one, before, sweeps)) before.undone = true;
  const key = [one.path, one.to ?? '', one.names ?? '', one.kept === true].join('\n');
  sweeps.delete(key);
  if (sweeps.size < MAX_SWEEPS) sweeps.set(key, one);
};

/** What was moved to a place, or copied there before it was taken away, goes back to where it was. */
const bringsBack = (one: Swept, before: Swept, sweeps: Sweeps): boolean => {
  const { to } = one;
  if (to === undefined || before.kept === true) return false;
  const home = folderOf(before);
  if (!isAround(to, home)) return false;
  const left = (other: Swept): boolean =>
    other.to !== undefined && isAround(folderOf(other), home) && isAround(folderOf(one), other.to);
  return left(before) || sweeps.values().some(left);
};

/** One of them lies in the other. */
const isAround = (one: string, other: string): boolean => {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short === '' || short === '.' || short === long || long.startsWith(`${short}/`);
};

/** @param reads path → when it was read last, as an index of events */
export const standingSweeps = (sweeps: Sweeps, reads: ReadonlyMap<string, number>): readonly Sweep[] =>
  [...sweeps.values()].flatMap(({ undone, isOwn, ...one }) => {
    if (undone || !isOwn) return [];
    // nobody reads what is gone
    const again = [...reads].flatMap(([path, index]) =>
      index > one.last.index && isAround(folderOf(one), path) && one.kept !== true ? [path] : [],
    );
    return [again.length === 0 ? one : { ...one, again }];
  });
