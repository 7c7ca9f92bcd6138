import { asCount, at, field, isObject } from '../../domain/json.ts';
import { createSeenIds } from '../reading/seen-ids.ts';

/** Input (with what came from or went to the cache), output, cache read, cache write. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly read: number;
  readonly write: number;
  /** true: a part of what went in is not told. false: now it is. */
  readonly input_unknown?: boolean;
}

/**
 * Copilot tells what was used up to three times: per request (`session.usage_record`, 1.0.10x), per message
 * (`outputTokens`, until then), and as totals when it shuts down. Each of these methods returns what was not counted yet.
 */
export interface TokenCount {
  record(usage: unknown): Tokens | undefined;
  /** What a message does not say is not there: without a record or a shutdown nobody knows what went in. */
  message(data: unknown): Pick<Tokens, 'output' | 'input_unknown'> | undefined;
  shutdown(data: unknown): Tokens | undefined;
}

const NONE: Tokens = { input: 0, output: 0, read: 0, write: 0 };
const REMEMBERED = 16_384;

const KEYS = ['input', 'output', 'read', 'write'] as const;
type ByKey = (key: (typeof KEYS)[number]) => number;

const tokensBy = (count: ByKey): Tokens => ({
  input: count('input'),
  output: count('output'),
  read: count('read'),
  write: count('write'),
});

export const createTokenCount = (): TokenCount => {
  const requests = createSeenIds(REMEMBERED);
  const messages = createSeenIds(REMEMBERED);
  let counted = NONE;
  /** Totals of the last shutdown, and what was counted up to it. */
  let total = NONE;
  let before = NONE;
  /** Messages since a shutdown told totals, of which nobody said what went in. */
  let untold = 0;
  const told = (used: Tokens, left: number): Tokens => {
    const isNew = untold > 0 && left === 0 && used.input > 0;
    if (used.input > 0) untold = left;
    return isNew ? { ...used, input_unknown: false } : used;
  };
  const count = (used: Tokens): Tokens | undefined => {
    if (KEYS.every((key) => used[key] === 0)) return undefined;
    counted = tokensBy((key) => counted[key] + used[key]);
    return used;
  };
  return {
    record: (usage) => {
      const id = requestId(usage);
      if (id !== undefined && requests.has(id)) return undefined;
      if (id !== undefined) requests.add(id);
      const used = usageOf(usage);
      const isOfMessage = id !== undefined && messages.has(id);
      const counts = count(isOfMessage ? { ...used, output: 0 } : used);
      return counts && told(counts, isOfMessage ? Math.max(0, untold - 1) : untold);
    },
    message: (data) => {
      const output = asCount(field(data, 'outputTokens')) ?? 0;
      const id = requestId(data);
      // an answer in pieces repeats its count
      if (output === 0 || (id !== undefined && (requests.has(id) || messages.has(id)))) return undefined;
      if (id !== undefined) messages.add(id);
      count({ ...NONE, output });
      if (total === NONE) return { output };
      untold++;
      return { output, input_unknown: true };
    },
    shutdown: (data) => {
      const now = totalsOf(data);
      if (now === undefined) return undefined;
      // totals hold the whole session; where they went back they began anew when it was resumed
      const since = KEYS.every((key) => now[key] >= total[key]) ? NONE : before;
      const rest = tokensBy((key) => Math.max(0, now[key] - (counted[key] - since[key])));
      const used = count(rest);
      total = now;
      before = counted;
      return used && told(used, 0);
    },
  };
};

const requestId = (data: unknown): string | undefined => {
  for (const key of ['apiCallId', 'requestId', 'serviceRequestId', 'messageId']) {
    const id = field(data, key);
    if (typeof id === 'string' && id !== '') return id;
  }
  return undefined;
};

const usageOf = (usage: unknown): Tokens => {
  const count = (key: string): number => asCount(field(usage, key)) ?? 0;
  return {
    input: count('inputTokens'),
    output: count('outputTokens'),
    read: count('cacheReadTokens'),
    write: count('cacheWriteTokens'),
  };
};

/** `modelMetrics` by model; the sub-agents' models are in it. */
const totalsOf = (data: unknown): Tokens | undefined => {
  const models = field(data, 'modelMetrics');
  if (!isObject(models)) return undefined;
  const usages = Object.keys(models).flatMap((model) => {
    const usage = at(models, model, 'usage');
    return isObject(usage) ? [usageOf(usage)] : [];
  });
  return usages.length === 0 ? undefined : tokensBy((key) => usages.reduce((sum, usage) => sum + usage[key], 0));
};
