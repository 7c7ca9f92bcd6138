import type { Handoff, RedactedText, Uncertainty } from '../../domain/handoff.ts';
import { cut } from '../../domain/text-limit.ts';
import { MAX_CLAIM, RESOLVE } from '../../domain/open-question.ts';
import { type Item, type Node, heading, listOr, text, word } from '../document.ts';

export const blockers = ({ uncertainty }: Handoff): readonly Node[] => [
  heading(2, 'Blockers / Decisions'),
  listOr([
    ...lines(decisionsOf(uncertainty)),
    ...titled('open_questions:', uncertainty.open_questions),
    ...titled('assumptions:', uncertainty.assumptions),
    ...titled('offers (nothing waits for them):', uncertainty.offers),
  ]),
];

/** The handoff has each open question among them too, and here it stands right below. */
const decisionsOf = ({ decision_required, open_questions }: Uncertainty): readonly RedactedText[] => {
  const restated = new Set<string>(open_questions.map((question) => cut(`${RESOLVE}${question}`, MAX_CLAIM).text));
  return decision_required.filter((decision) => !restated.has(decision));
};

const lines = (texts: readonly RedactedText[]): readonly Item[] => texts.map((line) => ({ spans: [text(line)] }));

const titled = (title: string, texts: readonly RedactedText[]): readonly Item[] =>
  texts.length === 0 ? [] : [{ spans: [word(title)], items: lines(texts) }];
