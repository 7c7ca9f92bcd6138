/** Tokens by kind, summed over the events that carry any; null where no event does. Parsers count each message once. */
import { ATTR, attribute, countAttribute } from '../domain/event-attributes.ts';
import type { Tokens } from '../domain/handoff.ts';
import type { Fold } from './fold.ts';

const KINDS = {
  input: ATTR.inputTokens,
  output: ATTR.outputTokens,
  cache_read: ATTR.cacheReadTokens,
  cache_write: ATTR.cacheWriteTokens,
} as const;

type Sums = { -readonly [kind in keyof Tokens]: Tokens[kind] } & { is_part: boolean };

export const tokensFold: Fold<Sums, Tokens> = {
  start: () => ({ input: null, output: null, cache_read: null, cache_write: null, is_part: false }),
  step: (sums, event) => {
    if (event.attributes === undefined) return;
    const unknown = attribute(event, ATTR.inputUnknown);
    if (typeof unknown === 'boolean') sums.is_part = unknown;
    add(sums, 'input', countAttribute(event, KINDS.input));
    add(sums, 'output', countAttribute(event, KINDS.output));
    add(sums, 'cache_read', countAttribute(event, KINDS.cache_read));
    add(sums, 'cache_write', countAttribute(event, KINDS.cache_write));
  },
  // a part told as the whole would be untrue
  finish: ({ is_part, ...sums }) => (is_part ? { ...sums, input: null, cache_read: null, cache_write: null } : sums),
};

/** Messages whose output is counted from below only. */
export const unendedFold: Fold<{ count: number }, number> = {
  start: () => ({ count: 0 }),
  step: (state, event) => {
    const bound = attribute(event, ATTR.outputBound);
    if (bound === 'lower') state.count++;
    else if (bound === 'exact') state.count--;
  },
  finish: ({ count }) => Math.max(0, count),
};

const add = (sums: Sums, kind: keyof Tokens, count: number | undefined): void => {
  if (count !== undefined) sums[kind] = Math.min((sums[kind] ?? 0) + count, Number.MAX_SAFE_INTEGER);
};
