/** Entries of the record of removals that are not as one is written: they do nothing, or what nobody can take back. */
import { type Removal, parseTombstone, tombstonePath, tombstoneText } from './tombstone.ts';

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

/** What it is to be: at its place, and dated now where its own date cannot be; null: nothing of it is a removal. */
export const amendedRemoval = async (
  path: string,
  text: string,
  now: Date,
): Promise<{ readonly path: string; readonly text: string } | null> => {
  const removal = parseTombstone(path, text);
  if (removal === undefined) return null;
  const removed_at = isOddDate(removal, now) ? now.toISOString() : removal.removed_at;
  return { path: await tombstonePath(removal), text: tombstoneText({ ...removal, removed_at }) };
};
