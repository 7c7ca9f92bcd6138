import { asArray, asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import type { LogList } from '../log-reader.ts';
import { createIdNumbers } from '../reading/id-numbers.ts';
import { timeOfMillis } from '../reading/log-time.ts';
import { onceEach } from '../reading/once-each.ts';
import { createSeenIds } from '../reading/seen-ids.ts';
import { readResult, type ToolResult } from './outcome.ts';

/** Messages as the model was told them, in order, and the results of its calls. */
export interface Messages {
  readonly all: Iterable<unknown>;
  /** The result of a call, which stands in a later message; the first of several. */
  resultOf(call: string): ToolResult | undefined;
  isAnswered(call: string): boolean;
  /** Where a message stands that could not be read. */
  offsetOf(index: number): number;
}

/** Messages of which each can be had by its place. */
export interface ListedMessages extends Messages {
  readonly all: LogList;
}

/** Calls whose results are looked for. */
const REMEMBERED = 1_000_000;

/** A first look at all messages, which keeps of each result the place of its message: a call is told together with it. */
export const openMessages = (all: LogList): ListedMessages => {
  const places = createIdNumbers(REMEMBERED);
  let place = 0;
  for (const message of all) {
    for (const block of blocksOf(message)) {
      const call = answered(block);
      if (call !== undefined && places.get(call) === undefined) places.set(call, place);
    }
    place++;
  }
  const resultsOf = onceEach(resultsIn);
  const resultOf = (call: string): ToolResult | undefined => {
    const message = all.at(places.get(call) ?? -1);
    const block = resultsOf(message).get(call);
    return block === undefined ? undefined : readResult(block, timeOfMillis(field(message, 'ts')));
  };
  return {
    all,
    resultOf,
    isAnswered: (call) => places.get(call) !== undefined,
    offsetOf: (index) => all.offsetOf(index),
  };
};

/** The results in a message by the ids of their calls; the first of several. */
const resultsIn = (message: unknown): ReadonlyMap<string, JsonObject> => {
  const results = new Map<string, JsonObject>();
  for (const block of blocksOf(message)) {
    const call = answered(block);
    if (call !== undefined && !results.has(call)) results.set(call, block);
  }
  return results;
};

/** The id of the call that a block is the result of. */
const answered = (block: JsonObject): string | undefined =>
  field(block, 'type') === 'tool_result' ? asText(field(block, 'tool_use_id')) : undefined;

/** Text alone is one block, and so is one that stands where a list is expected. */
export const blocksOf = (message: unknown): readonly JsonObject[] => {
  const content = field(message, 'content');
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return isObject(content) ? [content] : asArray(content).filter(isObject);
};

/** Ids of messages, different for each; those without one, and repeated ones, are known by their place. */
export const nameMessages = (): ((message: unknown, index: number) => string) => {
  const seen = createSeenIds(REMEMBERED);
  return (message, index) => {
    const named = asText(field(message, 'id'));
    const id = named === undefined || seen.has(named) ? `message-${index + 1}` : named;
    seen.add(id);
    return id;
  };
};
