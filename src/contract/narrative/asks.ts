/** Splits what a message asks from what it merely offers. */
import {
  ASKING,
  ASKING_AT_END,
  BARE_IMPERATIVE,
  CHOICE,
  CONDITIONAL,
  DIRECTED,
  ENDS_AS_QUESTION,
  NOTHING,
  OFFER,
  OFFER_AT_END,
  OFFERING,
  OPEN_ENDED,
  QUESTION_HEADING,
  QUESTION_LABEL,
  QUESTION_LABEL_ELSEWHERE,
  RISKY,
  SELF_ANSWER,
  STOPPED,
} from './ask-phrases.ts';
import { isBlocked, type Neighbours } from './blocked.ts';
import { bare, plain, type Sentence, sentencesOf, withNeighbours } from './prose.ts';

export interface Asks {
  readonly questions: readonly string[];
  readonly offers: readonly string[];
}

/** `labelled`: stands under "Open questions"; `put`: a question mark that may be for effect only. */
type Kind = 'labelled' | 'asking' | 'put' | 'offer' | 'other';
interface Judged {
  readonly sentence: Sentence;
  readonly text: string;
  readonly kind: Kind;
}

const MOST_QUESTIONS = 20;
const MOST_OFFERS = 10;

/**
 * Questions that the person has to answer, and closing courtesies. `final` is false when the agent went on working
 * after the message: what it then asked in passing, it asked itself.
 */
export const asksOf = (message: string, final: boolean): Asks => {
  const judged = waiting([...judge(sentencesOf(message))]);
  const closing = closingFrom(judged);
  const questions = judged.filter(
    ({ kind, sentence }, index) =>
      kind === 'labelled' ||
      kind === 'asking' ||
      (kind === 'put' &&
        !isSelfAnswered(judged, index) &&
        (DIRECTED.test(plain(sentence)) || (final && index >= closing))),
  );
  return {
    questions: distinct(questions).slice(0, MOST_QUESTIONS),
    offers: distinct(judged.filter(({ kind }) => kind === 'offer')).slice(0, MOST_OFFERS),
  };
};

/** An offer behind which the agent says that it stopped, or waits, is a question, and that it waits says no more. */
const waiting = (judged: readonly Judged[]): readonly Judged[] =>
  judged.map((each, index) => {
    if (waitsFor(each, judged[index + 1])) return { ...each, kind: 'asking' };
    const before = judged[index - 1];
    return before !== undefined && waitsFor(before, each) ? { ...each, kind: 'other' } : each;
  });

const waitsFor = ({ kind, sentence }: Judged, next: Judged | undefined): boolean =>
  kind === 'offer' &&
  next !== undefined &&
  ENDS_AS_QUESTION.test(plain(sentence)) &&
  STOPPED.test(plain(next.sentence));

/** A longer message tells more than a question and its options; taking it apart for nothing is slow. */
const LONGEST_QUESTION = 1500;

/** The message does nothing but ask, with the options that there are: what it answers is not done. */
export const onlyAsks = (message: string): boolean => {
  if (message.length > LONGEST_QUESTION) return false;
  let asked = false;
  for (const { kind, sentence } of judge(sentencesOf(message))) {
    if (kind === 'asking' || kind === 'labelled' || kind === 'put') asked = true;
    // after a question an item is one of its options; anything else is news
    else if (kind === 'other' && (!asked || sentence.kind !== 'item')) return false;
  }
  return asked;
};

function* judge(sentences: Iterable<Sentence>): Generator<Judged> {
  let label: Sentence | null = null;
  let block = -1;
  for (const [sentence, neighbours] of withNeighbours(sentences)) {
    // of an item under a heading only the first sentence is the question; what follows explains it
    const startsItem = sentence.block !== block;
    block = sentence.block;
    const own = plain(sentence);
    if (QUESTION_HEADING.test(own)) {
      label = sentence;
      yield { sentence, text: sentence.text, kind: 'other' };
      continue;
    }
    if (label !== null && (sentence.kind === 'heading' || (sentence.kind === 'prose' && label.kind !== 'heading'))) {
      label = null;
    }
    const labelled = labelledText(sentence);
    if (labelled !== undefined) {
      const nothing = NOTHING.test(labelled.toLowerCase());
      yield { sentence, text: labelled, kind: nothing ? 'other' : 'labelled' };
      continue;
    }
    const listed = label !== null && sentence.kind === 'item' && !sentence.ticked && !NOTHING.test(own);
    const kind = kindOf(sentence, own, neighbours);
    yield { sentence, text: asked(sentence.text), kind: listed && startsItem ? 'labelled' : kind };
  }
}

const labelledText = (sentence: Sentence): string | undefined => {
  const text = bare(sentence.text);
  const label = QUESTION_LABEL.exec(text.toLowerCase()) ?? QUESTION_LABEL_ELSEWHERE.exec(text.toLowerCase());
  const rest = label === null ? '' : bare(text.slice(label[0].length));
  return rest === '' ? undefined : rest;
};

const kindOf = (sentence: Sentence, own: string, neighbours: Neighbours): Kind => {
  const { kind } = sentence;
  if (kind === 'heading') return 'other';
  if (OFFERING.test(own)) return 'offer';
  if (ENDS_AS_QUESTION.test(own)) return isOffer(own) ? 'offer' : 'put';
  if (kind === 'item' && BARE_IMPERATIVE.test(own) && !DIRECTED.test(own)) return 'other';
  if (isBlocked(sentence, neighbours)) return 'asking';
  if (ASKING.test(own) || ASKING_AT_END.test(own)) return CONDITIONAL.test(own) ? 'offer' : 'asking';
  return 'other';
};

const isOffer = (own: string): boolean => {
  if (!OFFER.test(own) && !OFFER_AT_END.test(own)) return false;
  if (RISKY.test(own)) return false;
  return !CHOICE.test(own) || (OPEN_ENDED.test(own) && !/\bproceed\b/u.test(own));
};

/** Where the closing part begins: from there on the message only asks, offers, and lists what may be chosen. */
const closingFrom = (judged: readonly Judged[]): number => {
  let from = judged.length;
  while (from > 0) {
    const before = judged[from - 1];
    if (before === undefined || (before.kind === 'other' && before.sentence.kind !== 'item')) break;
    from--;
  }
  return from;
};

const isSelfAnswered = (judged: readonly Judged[], index: number): boolean => {
  const next = judged[index + 1];
  return next !== undefined && next.kind === 'other' && SELF_ANSWER.test(plain(next.sentence));
};

/** Without parentheses around it, and without a colon behind its mark. */
const asked = (text: string): string =>
  bare(text)
    .replace(/^[(（](.*)[)）]$/su, '$1')
    .replace(/([?？])[:：]$/u, '$1');

const distinct = (judged: readonly Judged[]): readonly string[] => [...new Set(judged.map(({ text }) => text))];
