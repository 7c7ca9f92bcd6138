/** What stands against the last word of a log that tells all which came after, and so is somebody else's. */
import { isRegular } from '../domain/path-state.ts';
import type { SaidChange } from './said-change.ts';
import { CLOCK_MS, type SweepFacts } from './swept-claims.ts';

export interface OthersFacts extends SweepFacts {
  /** Until when others than those that are said may be the sessions' own changes, in milliseconds; absent: nobody knows. */
  readonly untold?: number;
  /** Changed path → time of its file in milliseconds; absent: nobody knows. */
  readonly times?: ReadonlyMap<string, number>;
}

/** Paths at which something else stands than the last word of all that was said of them tells. */
export const othersPaths = (
  said: readonly SaidChange[],
  facts: OthersFacts,
): ReadonlyMap<string, { readonly isText: boolean }> => {
  const last = new Map<string, SaidChange>();
  for (const one of said) {
    if (one.swept !== undefined || one.by === 'hand') continue;
    for (const path of one.from === undefined ? [one.path] : [one.path, one.from]) {
      const known = last.get(path);
      if (known === undefined || !(timeOf(known) > timeOf(one))) last.set(path, one);
    }
  }
  const others = new Map<string, { readonly isText: boolean }>();
  for (const [path, one] of last) {
    const isText = isOtherText(path, one, facts);
    if (isText || isOthers(path, one, facts)) others.set(path, { isText });
  }
  return others;
};

const timeOf = ({ at = '' }: SaidChange): number => Date.parse(at);

/**
 * It is there, or gone, against the last word of a log that tells all which came after: somebody else took it away, or
 * put something in its place.
 */
const isOthers = (path: string, one: SaidChange, facts: OthersFacts): boolean => {
  const { before = null, after = null } = facts.changes.get(placeOf(path, facts)) ?? {};
  // no state is told of it
  if (before === null && after === null) return false;
  return isLastWord(one, facts) && (after !== null) === (one.action === 'deleted' || path !== one.path);
};

const isLastWord = (one: SaidChange, { untold = Number.POSITIVE_INFINITY }: OthersFacts): boolean =>
  timeOf(one) > untold;

const placeOf = (path: string, { changes, real }: OthersFacts): string =>
  changes.has(path) ? path : (real?.get(path) ?? path);

/**
 * Somebody else wrote into what the session left as it was, or put a file in the place of its link. Who moves a file or
 * makes it one that can be run leaves it the time of its last writing.
 */
const isOtherText = (path: string, one: SaidChange, facts: OthersFacts): boolean => {
  const place = placeOf(path, facts);
  const after = facts.changes.get(place)?.after ?? null;
  if (path !== one.path || after === null || !isLastWord(one, facts)) return false;
  if (!((facts.times?.get(place) ?? 0) > timeOf(one) + CLOCK_MS)) return false;
  if (one.is_link === true) return isRegular(after);
  const before = one.as_it_was === true ? facts.changes.get(placeOf(one.from ?? path, facts))?.before : null;
  return before != null && before.oid !== after.oid;
};
