import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asCount, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Scope } from './scope.ts';

/**
 * Counts the `usage` of an entry once, on its first event from `from` on, or on one of its own. Pi's `input` is without
 * the cache.
 */
export const countTokens = (scope: Scope, usage: unknown, from = 0): void => {
  const count = (key: string): number => asCount(field(usage, key)) ?? 0;
  const tokens = {
    [ATTR.inputTokens]: count('input'),
    [ATTR.outputTokens]: count('output'),
    [ATTR.cacheReadTokens]: count('cacheRead'),
    [ATTR.cacheWriteTokens]: count('cacheWrite'),
  };
  if (Object.values(tokens).every((one) => one === 0)) return;
  const event: Event | undefined = scope.events[from];
  if (event === undefined)
    scope.emit({ type: { type: 'Custom', data: { kind: CUSTOM.tokenCount } }, attributes: tokens });
  else scope.events[from] = { ...event, attributes: { ...event.attributes, ...tokens } };
};
