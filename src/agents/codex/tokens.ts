import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asCount, at, field, isObject } from '../../domain/json.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { emit, type RolloutState } from './rollout-state.ts';

/** input (with what was cached), cached, cache write, output. */
type Usage = readonly number[];

const KEYS = ['input_tokens', 'cached_input_tokens', 'cache_write_input_tokens', 'output_tokens'];

const usageOf = (value: unknown): Usage | undefined =>
  isObject(value) ? KEYS.map((key) => asCount(field(value, key)) ?? 0) : undefined;

/**
 * token_count: repeats with each rate-limit update and holds running totals. What was used since the last record is
 * the difference of totals; where there is none to compare with, or totals went back (compaction, fork), the last
 * answer's own usage. `info` is null for rate limits alone.
 */
export const tokenCount = (state: RolloutState, record: RolloutRecord): string | undefined => {
  const total = usageOf(at(record.payload, 'info', 'total_token_usage'));
  const last = usageOf(at(record.payload, 'info', 'last_token_usage'));
  if (total === undefined) return 'rate limits only';
  const before = state.totals;
  state.totals = total;
  if (before !== undefined && total.every((count, index) => count === before[index])) return 'repeats the token totals';
  const rest = before === undefined ? undefined : total.map((count, index) => count - (before[index] ?? 0));
  const used = rest?.every((count) => count >= 0) === true ? rest : (last ?? total);
  if (used.every((count) => count === 0)) return 'no tokens used';
  emitUsage(state, record, used);
  return undefined;
};

/** token_usage_record (0.160 and later): one answer's usage, once; the token_count after it holds the same totals. */
export const tokenUsageRecord = (state: RolloutState, record: RolloutRecord): string | undefined => {
  const usage = usageOf(field(record.payload, 'usage'));
  const total = usageOf(field(record.payload, 'thread_token_usage'));
  if (usage === undefined) return 'no usage in it';
  const before = state.totals;
  if (total !== undefined && before !== undefined && total.every((count, index) => count === before[index])) {
    return 'repeats the token totals';
  }
  state.totals = total ?? state.totals;
  emitUsage(state, record, usage);
  return undefined;
};

/** turn.completed (0.52): the usage of a turn, no totals. */
export const turnUsage = (state: RolloutState, record: RolloutRecord): string | undefined => {
  const usage = usageOf(field(record.payload, 'usage'));
  if (usage === undefined) return 'no usage in it';
  if (state.totals !== undefined) return 'repeats the token totals';
  emitUsage(state, record, usage);
  return undefined;
};

/** Of copied records: the totals go on from there, nothing was used. */
export const followTotals = (state: RolloutState, record: RolloutRecord): void => {
  const total =
    usageOf(at(record.payload, 'info', 'total_token_usage')) ?? usageOf(field(record.payload, 'thread_token_usage'));
  if (total !== undefined) state.totals = total;
};

/** Codex counts cached tokens within the input; here they are apart. */
const emitUsage = (state: RolloutState, record: RolloutRecord, usage: Usage): void => {
  const [input = 0, cached = 0, written = 0, output = 0] = usage;
  emit(state, record, {
    type: { type: 'Custom', data: { kind: CUSTOM.tokenCount } },
    attributes: {
      [ATTR.inputTokens]: Math.max(0, input - cached - written),
      [ATTR.outputTokens]: output,
      [ATTR.cacheReadTokens]: cached,
      [ATTR.cacheWriteTokens]: written,
      [ATTR.model]: state.model,
    },
  });
};
