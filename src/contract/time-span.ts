/** When the session began and ended, by its events' own times. */
import type { Fold } from './fold.ts';

export interface TimeSpan {
  readonly started_at: string | null;
  readonly ended_at: string | null;
}

interface Range {
  from: number;
  to: number;
}

export const timeSpanFold: Fold<Range, TimeSpan> = {
  start: () => ({ from: Infinity, to: -Infinity }),
  step: (range, event) => {
    const at = timeOf(event.timestamp);
    if (Number.isNaN(at)) return;
    range.from = Math.min(range.from, at);
    range.to = Math.max(range.to, at);
  },
  finish: ({ from, to }) =>
    from > to ? { started_at: null, ended_at: null } : { started_at: utc(from), ended_at: utc(to) },
};

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:Z|[+-]\d\d:\d\d)$/u;

/**
 * Milliseconds since the epoch of an RFC 3339 time; NaN for anything else, which would be read by the machine's zone, and
 * for the epoch itself, which stands where a log has no time and HAIL wants one.
 */
export const timeOf = (text: string): number => (RFC_3339.test(text) ? Date.parse(text) || Number.NaN : Number.NaN);

/** RFC 3339 UTC of a time as a log writes it; null for one that is none. */
export const utcOf = (text: string): string | null => {
  const at = timeOf(text);
  return Number.isNaN(at) ? null : utc(at);
};

/** Whole seconds between the two, 0 when either is unknown. */
export const secondsBetween = ({ started_at, ended_at }: TimeSpan): number => {
  if (started_at === null || ended_at === null) return 0;
  return Math.max(0, Math.floor((Date.parse(ended_at) - Date.parse(started_at)) / 1000));
};

/** Milliseconds are left out where there are none, as HAIL writes times. */
const utc = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
