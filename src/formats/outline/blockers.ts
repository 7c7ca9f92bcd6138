import type { Handoff, RedactedText } from '../../domain/handoff.ts';
import { type Item, type Node, heading, listOr, text, word } from '../document.ts';

export const blockers = ({ uncertainty }: Handoff): readonly Node[] => [
  heading(2, 'Blockers / Decisions'),
  listOr([
    ...lines(uncertainty.decision_required),
    ...titled('open_questions:', uncertainty.open_questions),
    ...titled('assumptions:', uncertainty.assumptions),
    ...titled('offers (nothing waits for them):', uncertainty.offers),
  ]),
];

const lines = (texts: readonly RedactedText[]): readonly Item[] => texts.map((line) => ({ spans: [text(line)] }));

const titled = (title: string, texts: readonly RedactedText[]): readonly Item[] =>
  texts.length === 0 ? [] : [{ spans: [word(title)], items: lines(texts) }];
