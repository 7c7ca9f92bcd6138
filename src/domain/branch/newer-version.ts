/** Of two versions of a session on the branch, every clone keeps the same one. */
import { byCodePoint } from '../code-point-order.ts';
import { compareTimes } from '../hail/timestamp.ts';

export interface BranchVersion {
  /** Of the session: RFC 3339; null when neither meta nor header says so. */
  readonly updated_at: string | null;
  /** When somebody published it again though it was pruned: RFC 3339; null: nobody did. */
  readonly republished_at: string | null;
  /** Version of the redaction rules; null: not redacted by this tool. */
  readonly redaction: string | null;
  readonly events: number;
  readonly bytes: number;
  /** Of the HAIL file. */
  readonly blob: string;
}

/**
 * Positive when `a` is the one to keep: the later session; of one time the one redacted by this tool, by the later rules,
 * then the longer one; else the greater id, so that the outcome is the same in every clone. 0 for the same content.
 */
export const compareVersions = (a: BranchVersion, b: BranchVersion): number =>
  compareUpdated(a.updated_at, b.updated_at) ||
  Number(a.redaction ?? 0) - Number(b.redaction ?? 0) ||
  a.events - b.events ||
  a.bytes - b.bytes ||
  byCodePoint(a.blob, b.blob);

/** A time is later than none. */
export const compareUpdated = (a: string | null, b: string | null): number => {
  const [left, right] = [timeOrNull(a), timeOrNull(b)];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return compareTimes(left, right) ?? 0;
};

const timeOrNull = (text: string | null): string | null =>
  text === null || compareTimes(text, text) === undefined ? null : text;

/** After this no time could be written down that is later still. */
const LAST = '9999-01-01T00:00:00Z';

/** A time that anybody may have written; null for what is none, and for one that leaves no room for what comes after it. */
export const plausibleTime = (text: string | null): string | null =>
  text === null || (compareTimes(text, LAST) ?? 1) > 0 ? null : text;
