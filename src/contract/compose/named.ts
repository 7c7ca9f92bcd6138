import type { RedactedText } from '../../domain/handoff.ts';
import { joinRedacted, redactedText } from '../redacted-text.ts';
import { ITEMS } from './limits.ts';

/** The first three, and how many more there are. */
export const named = (names: readonly RedactedText[]): RedactedText => {
  const first = names.slice(0, ITEMS.named);
  const list = joinRedacted(first, ', ');
  const more = names.length - first.length;
  return more === 0 ? list : redactedText`${list} (+${more} more)`;
};
