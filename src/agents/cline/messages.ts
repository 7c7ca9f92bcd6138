import { asArray, asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import { timeOfMillis } from '../reading/log-time.ts';
import { readResult, type ToolResult } from './outcome.ts';

/** A list of messages as the model was told them, with the results of its calls found beforehand. */
export interface Messages {
  readonly all: readonly unknown[];
  readonly results: ReadonlyMap<string, ToolResult>;
}

/** The whole list is in memory, so a call can be told together with its result, which stands in a later message. */
export const openMessages = (list: unknown): Messages => {
  const all = asArray(list);
  const results = new Map<string, ToolResult>();
  for (const message of all) {
    const at = timeOfMillis(field(message, 'ts'));
    for (const block of blocksOf(message)) {
      const id = field(block, 'type') === 'tool_result' ? asText(field(block, 'tool_use_id')) : undefined;
      if (id !== undefined && !results.has(id)) results.set(id, readResult(block, at));
    }
  }
  return { all, results };
};

/** Text alone is one block. */
export const blocksOf = (message: unknown): readonly JsonObject[] => {
  const content = field(message, 'content');
  return typeof content === 'string' ? [{ type: 'text', text: content }] : asArray(content).filter(isObject);
};

/** Ids of messages, different for each; those without one, and repeated ones, are known by their place. */
export const nameMessages = (): ((message: unknown, index: number) => string) => {
  const seen = new Set<string>();
  return (message, index) => {
    const named = asText(field(message, 'id'));
    const id = named === undefined || seen.has(named) ? `message-${index + 1}` : named;
    seen.add(id);
    return id;
  };
};
