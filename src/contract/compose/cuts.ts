/** Cuts texts and lists to their limits and keeps the account of it, which the handoff states as `truncated`. */
import type { RedactedText } from '../../domain/handoff.ts';
import type { Condensed } from '../facts.ts';
import { cutPrompt, cutRedacted, onOneLine } from '../redacted-text.ts';

export interface Cuts {
  /** A text as it stands. */
  text(field: string, text: RedactedText, limit: number): RedactedText;
  /** A text on one line. */
  line(field: string, text: RedactedText, limit: number): RedactedText;
  /** What was asked, on one line. */
  prompt(field: string, text: RedactedText, limit: number): RedactedText;
  /** The first items. */
  list<T>(field: string, items: readonly T[], limit: number): readonly T[];
  /** A list that the folds bounded already. */
  condensed<T>(field: string, list: Condensed<T>): readonly T[];
  count(field: string, left_out: number): void;
  /** Items, or characters under `<field>.text`, by field in alphabetical order; nothing for what is whole. */
  counts(): { readonly [field: string]: number };
}

export const createCuts = (): Cuts => {
  const counted = new Map<string, number>();
  const count = (field: string, left_out: number): void => {
    if (left_out > 0) counted.set(field, (counted.get(field) ?? 0) + left_out);
  };
  const cutBy =
    (cut: typeof cutRedacted) =>
    (field: string, whole: RedactedText, limit: number): RedactedText => {
      const shown = cut(whole, limit);
      count(field, shown.cut);
      return shown.text;
    };
  return {
    text: cutBy(cutRedacted),
    line: cutBy((whole, limit) => cutRedacted(onOneLine(whole), limit)),
    prompt: cutBy(cutPrompt),
    list: (field, items, limit) => {
      count(field, items.length - limit);
      return items.slice(0, limit);
    },
    condensed: (field, { items, left_out }) => {
      count(field, left_out);
      return items;
    },
    count,
    counts: () => Object.fromEntries([...counted].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
};
