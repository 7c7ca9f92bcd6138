/** Entries of the record of removals that are not as one is written: they do nothing, or what nobody can take back. */
import { MAX_VERSIONS, REASONS, type Removal, parseTombstone, tombstonePath } from './tombstone.ts';

/**
 * `no_removal`: it says of no version that it was removed. `misplaced`: it holds, and stands under a name where nobody looks for
 * it. `date`: it has none, or one that is still to come, so that no age of it is ever reached.
 */
export type Oddity = 'no_removal' | 'misplaced' | 'date';

/** Clocks of two machines differ by seconds, time zones that were taken for UTC by less than a day. */
const SKEW_MS = 24 * 60 * 60 * 1000;

const isOddDate = ({ removed_at }: Removal, now: Date): boolean => {
  const time = Date.parse(removed_at);
  return Number.isNaN(time) || time > now.getTime() + SKEW_MS;
};

/** null: nothing is wrong with it. */
export const oddityOf = async (path: string, text: string, now: Date): Promise<Oddity | null> => {
  const removal = parseTombstone(path, text);
  if (removal === undefined) return 'no_removal';
  if ((await tombstonePath(removal)) !== path) return 'misplaced';
  return isOddDate(removal, now) ? 'date' : null;
};

/** What it is to be: dated now where its own date cannot be; null: nothing of it is a removal. */
export const amendedRemoval = (path: string, text: string, { is, now }: { is: Oddity; now: Date }): Removal | null => {
  const removal = parseTombstone(path, text) ?? null;
  if (removal === null || is !== 'date') return removal;
  return { ...removal, removed_at: now.toISOString(), said_at: removal.said_at ?? removal.removed_at };
};

/** Of one tip: what either says is removed stays so, for as long as the later one holds. */
export const joinedRemoval = (a: Removal, b: Removal): Removal => ({
  ...a,
  removed_at: a.removed_at > b.removed_at ? a.removed_at : b.removed_at,
  ...saidOf(a, b),
  reason: REASONS.find((reason) => reason === a.reason || reason === b.reason) ?? a.reason,
  versions: [...new Set([...a.versions, ...b.versions])].slice(0, MAX_VERSIONS),
});

const saidOf = (a: Removal, b: Removal): Pick<Removal, 'said_at'> => {
  const [said_at] = [a.said_at, b.said_at]
    .filter((one) => one !== undefined)
    .toSorted()
    .reverse();
  return said_at === undefined ? {} : { said_at };
};
