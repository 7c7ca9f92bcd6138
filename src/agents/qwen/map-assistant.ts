import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asCount, asText, at, field, type JsonObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { readParts } from '../gemini/parts.ts';
import { withForeign } from '../reading/foreign-content.ts';
import { ignored, type MappedRecord, understood } from '../reading/record-fate.ts';
import type { RecordScope } from './record-scope.ts';
import { tokensOf } from './tokens.ts';
import type { Talk } from './talk.ts';

/** An `assistant` record: thoughts, words and calls of one answer, or of a piece of it. Calls wait for their results. */
export const mapAssistant = (record: JsonObject, talk: Talk, scope: RecordScope): MappedRecord => {
  const parts = readParts(at(record, 'message', 'parts'));
  const model = asText(field(record, 'model'));
  const events: Event[] = parts.thoughts
    .filter((text) => text.trim() !== '')
    .map((text) =>
      scope.event({ type: { type: 'Thinking' }, blocks: textBlocks(text), attributes: { [ATTR.rawType]: 'thought' } }),
    );
  const text = parts.texts.join('');
  if (text.trim() !== '') {
    const attributes = { [ATTR.rawType]: 'assistant', [ATTR.model]: model };
    events.push(scope.event({ type: { type: 'AgentMessage' }, blocks: textBlocks(text), attributes }));
  }
  const calls = parts.calls.map(({ id, name, args }, index) => ({
    id: id ?? `${asText(field(record, 'uuid')) ?? 'call'}:${index}`,
    name,
    args,
    scope,
    inner: [],
  }));
  talk.batch.push(...calls);
  talk.answer = asText(field(record, 'uuid'));
  const counted = withTokens(events, record, scope);
  const isEmpty = counted.length === 0 && calls.length === 0;
  const mapped = isEmpty ? ignored('assistant', 'an answer without anything in it') : understood(counted);
  return withForeign(mapped, parts.foreign);
};

/** Tokens are counted once per record, on its first event. */
const withTokens = (events: Event[], record: JsonObject, scope: RecordScope): Event[] => {
  const count = (name: string): number => asCount(at(record, 'usageMetadata', name)) ?? 0;
  const tokens = tokensOf({
    prompt: count('promptTokenCount'),
    cached: count('cachedContentTokenCount'),
    candidates: count('candidatesTokenCount'),
    thoughts: count('thoughtsTokenCount'),
    total: count('totalTokenCount'),
  });
  if (tokens === undefined) return events;
  const [first, ...rest] = events;
  if (first !== undefined) return [{ ...first, attributes: { ...first.attributes, ...tokens } }, ...rest];
  return [
    scope.event({
      type: { type: 'Custom', data: { kind: CUSTOM.tokenCount } },
      attributes: { [ATTR.rawType]: 'assistant', ...tokens },
    }),
  ];
};
