import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asCount, at } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { RecordScope } from './session-scope.ts';

/**
 * Tokens are counted once, at the message: its steps hold them too. `input` does not include the cache. Whether `output`
 * includes reasoning changed with the versions; where there is a `total`, it says so.
 */
export const withTokens = (events: readonly Event[], tokens: unknown, record: RecordScope): readonly Event[] => {
  const count = (...keys: readonly string[]): number => asCount(at(tokens, ...keys)) ?? 0;
  const [input, output, reasoning] = [count('input'), count('output'), count('reasoning')];
  const [read, write] = [count('cache', 'read'), count('cache', 'write')];
  const apart = count('total') > input + output + read + write;
  const counted = {
    [ATTR.inputTokens]: input,
    [ATTR.outputTokens]: apart || output < reasoning ? output + reasoning : output,
    [ATTR.cacheReadTokens]: read,
    [ATTR.cacheWriteTokens]: write,
  };
  if (Object.values(counted).every((one) => one === 0)) return events;
  const [first, ...rest] = events;
  if (first !== undefined) return [{ ...first, attributes: { ...first.attributes, ...counted } }, ...rest];
  return [record.event({ type: { type: 'Custom', data: { kind: CUSTOM.tokenCount } }, attributes: counted })];
};
