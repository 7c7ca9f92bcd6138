/** The one order of several sessions, whatever order they are named in. */
import { canonicalJson } from '../../domain/canonical.ts';
import type { Handoff } from '../../domain/handoff.ts';
import { timeOf } from '../time-span.ts';

/** By their beginning, then by id (UTF-8 bytes); each session once: of several states of one the latest. */
export const inSessionOrder = (handoffs: readonly Handoff[]): readonly Handoff[] => {
  const latest = new Map<string, Handoff>();
  for (const handoff of handoffs) {
    const key = JSON.stringify([handoff.tool, handoff.session_id]);
    const known = latest.get(key);
    latest.set(key, known === undefined ? handoff : later(known, handoff));
  }
  return [...latest.values()].sort(
    (a, b) => begin(a) - begin(b) || byBytes(a.session_id, b.session_id) || byBytes(a.tool, b.tool),
  );
};

/** Of a session without times nobody knows when it was: it comes last. */
const begin = ({ started_at: at }: Handoff): number => known(at, Number.MAX_SAFE_INTEGER);

const later = (a: Handoff, b: Handoff): Handoff => {
  const difference = known(a.ended_at, 0) - known(b.ended_at, 0) || a.stats.event_count - b.stats.event_count;
  if (difference !== 0) return difference > 0 ? a : b;
  // two states that nothing tells apart in time: their bytes decide, so that the order of naming does not
  return canonicalJson(a) >= canonicalJson(b) ? a : b;
};

const known = (at: string | null, unknown: number): number => {
  const time = at === null ? Number.NaN : timeOf(at);
  return Number.isNaN(time) ? unknown : time;
};

/** Order of the UTF-8 bytes, which is that of the code points. */
export const byBytes = (a: string, b: string): number => {
  if (a === b) return 0;
  const encoder = new TextEncoder();
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  const at = left.findIndex((byte, index) => byte !== right[index]);
  return at < 0 ? -1 : at >= right.length ? 1 : (left[at] ?? 0) - (right[at] ?? 0);
};
