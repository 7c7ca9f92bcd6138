import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import type { Here } from './chat.ts';

/**
 * `Tokens: 12k sent, 1.2k cache write, 3.4k cache hit, 210 received.` Counts from 1,000 on are rounded by Aider to two
 * digits or to thousands: so are these. What was sent includes the cache.
 */
export const tokenEvent = (found: RegExpExecArray, { chat, record }: Here): Event => {
  const [sent, write, read, received] = [found[1], found[2], found[3], found[4]].map(countOf);
  return record.event({
    type: { type: 'Custom', data: { kind: CUSTOM.tokenCount } },
    attributes: {
      [ATTR.rawType]: 'tool/Tokens',
      [ATTR.model]: chat.model,
      [ATTR.inputTokens]: Math.max(0, (sent ?? 0) - (write ?? 0) - (read ?? 0)),
      [ATTR.outputTokens]: received ?? 0,
      [ATTR.cacheReadTokens]: read ?? 0,
      [ATTR.cacheWriteTokens]: write ?? 0,
    },
  });
};

const countOf = (text: string | undefined): number => {
  const [, digits = '0', unit] = /^([\d.,]{1,20})([kM]?)$/.exec(text ?? '') ?? [];
  const count = Math.round(Number(digits.replaceAll(',', '')) * (unit === 'k' ? 1000 : unit === 'M' ? 1_000_000 : 1));
  return Number.isSafeInteger(count) ? count : 0;
};
