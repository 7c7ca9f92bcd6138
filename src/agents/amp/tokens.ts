import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asCount, asText, at, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Here } from './conversation.ts';

interface Counted {
  readonly events: readonly Event[];
  /** What has no event to stand on. */
  readonly extra: readonly Event[];
}

/** Tokens of an answer stand on its first event. `inputTokens` does not include the cache (`totalInputTokens` does). */
export const withUsage = (events: readonly Event[], usage: unknown, { talk, record }: Here): Counted => {
  const model = asText(field(usage, 'model'));
  talk.model ??= model;
  const attributes = tokens({
    [ATTR.inputTokens]: field(usage, 'inputTokens'),
    [ATTR.outputTokens]: field(usage, 'outputTokens'),
    [ATTR.cacheReadTokens]: field(usage, 'cacheReadInputTokens'),
    [ATTR.cacheWriteTokens]: field(usage, 'cacheCreationInputTokens'),
  });
  if (attributes === undefined) return { events, extra: [] };
  const [first, ...rest] = events;
  const counted = { ...attributes, ...(model === undefined ? {} : { [ATTR.model]: model }) };
  if (first === undefined) return { events, extra: [record.event({ type: TOKENS, attributes: counted })] };
  return { events: [{ ...first, attributes: { ...first.attributes, ...counted } }, ...rest], extra: [] };
};

const TOKENS = { type: 'Custom', data: { kind: CUSTOM.tokenCount } } as const;

const tokens = (values: { readonly [key: string]: unknown }): { readonly [key: string]: number } | undefined => {
  const counts = Object.entries(values).map(([key, value]): [string, number] => [key, asCount(value) ?? 0]);
  return counts.every(([, count]) => count === 0) ? undefined : Object.fromEntries(counts);
};

/** Entries of the ledger that end at a message. */
export const ledgerEvents = (message: number | undefined, { talk, record }: Here): readonly Event[] => {
  if (message === undefined) return [];
  return (talk.thread.ledger.get(message) ?? []).flatMap((entry) => {
    const model = asText(field(entry, 'model'));
    talk.model ??= model;
    const counted = tokens({
      [ATTR.inputTokens]: at(entry, 'tokens', 'input'),
      [ATTR.outputTokens]: at(entry, 'tokens', 'output'),
    });
    if (counted === undefined) return [];
    const attributes = { ...counted, [ATTR.rawType]: 'usageLedger', [ATTR.model]: model };
    return [record.event({ type: TOKENS, attributes })];
  });
};
