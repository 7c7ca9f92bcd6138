/** What a session leaves to the person: open questions, offers, and what its last message names as next. */
import type { Prompt } from '../facts.ts';
import type { Fold } from '../fold.ts';
import { asksOf } from './asks.ts';
import { lastMessageFold } from './last-message.ts';
import { nextNamed } from './next-named.ts';
import { structuredQuestionsFold } from './structured-questions.ts';

export interface Closing {
  readonly open_questions: readonly Prompt[];
  readonly offers: readonly Prompt[];
  readonly next: readonly Prompt[];
}

interface State {
  readonly last: ReturnType<typeof lastMessageFold.start>;
  readonly structured: ReturnType<typeof structuredQuestionsFold.start>;
}

export const closingFold: Fold<State, Closing> = {
  start: () => ({ last: lastMessageFold.start(), structured: structuredQuestionsFold.start() }),
  step: (state, event, index) => {
    lastMessageFold.step(state.last, event, index);
    structuredQuestionsFold.step(state.structured, event, index);
  },
  finish: (state) => {
    const structured = structuredQuestionsFold.finish(state.structured);
    const last = lastMessageFold.finish(state.last);
    if (last === null) return { open_questions: structured, offers: [], next: [] };
    const { questions, offers } = asksOf(last.text, last.final);
    const here = (text: string): Prompt => ({ text, seen: last.seen });
    const known = new Set(structured.map(({ text }) => text));
    return {
      open_questions: [...structured, ...questions.filter((text) => !known.has(text)).map(here)],
      offers: offers.map(here),
      next: nextNamed(last.text).map(here),
    };
  },
};
