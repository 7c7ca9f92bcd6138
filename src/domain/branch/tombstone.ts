/**
 * `v1/tombstones/<2>/<id>.json`: a session was pruned. It stands in the branch's tree itself, so that a merge with a clone
 * that still has the session knows; the older tool does not look there. A session that has grown since comes back, without
 * it; one that somebody published again though it was pruned stands beside it, so that no other version comes back.
 */
import { byCodePoint } from '../code-point-order.ts';
import { asString, field, readJson } from '../json.ts';
import { sortedJson } from '../sorted-json.ts';
import { type BranchVersion, compareUpdated, plausibleTime } from './newer-version.ts';

export interface Tombstone {
  readonly session_id: string;
  /** The session's own time in the version that was pruned; null when that is not known. */
  readonly updated_at: string | null;
  readonly pruned_at: string;
}

export const tombstoneText = (tombstone: Tombstone): string => sortedJson(tombstone, 2);

/** Of a prune whose time is none: whatever was published again is so after it. */
const EARLIEST = '1970-01-01T00:00:00.000Z';

/** Undefined for what is none. */
export const readTombstone = (text: string): Tombstone | undefined => {
  const value = readJson(text);
  const session_id = asString(field(value, 'session_id'));
  const pruned_at = asString(field(value, 'pruned_at'));
  if (session_id === undefined || pruned_at === undefined) return undefined;
  return {
    session_id,
    pruned_at: plausibleTime(pruned_at) ?? EARLIEST,
    updated_at: asString(field(value, 'updated_at')) ?? null,
  };
};

/** Whether a version of the session is one that was pruned. */
export const isPruned = (
  tombstone: Tombstone | undefined,
  { updated_at, republished_at }: Pick<BranchVersion, 'updated_at' | 'republished_at'>,
): boolean =>
  tombstone !== undefined &&
  compareUpdated(updated_at, tombstone.updated_at) <= 0 &&
  compareUpdated(republished_at, tombstone.pruned_at) <= 0;

/** Of two prunes of one session: what either took away stays away. The same whichever comes first. */
export const bothPruned = (a: Tombstone, b: Tombstone): Tombstone => ({
  session_id: byCodePoint(a.session_id, b.session_id) > 0 ? a.session_id : b.session_id,
  updated_at: later(a.updated_at, b.updated_at),
  pruned_at: later(a.pruned_at, b.pruned_at) ?? a.pruned_at,
});

/** When a prune took away a version that was published again: not before that, whatever this clock says. */
export const prunedAt = (now: string, republished_at: string | null): string => later(now, republished_at) ?? now;

const later = (a: string | null, b: string | null): string | null =>
  (compareUpdated(a, b) || byCodePoint(a ?? '', b ?? '')) > 0 ? a : b;
