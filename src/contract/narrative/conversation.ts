/** Pairs of what a person asked and the agent's final answer before the next prompt. */
import type { Condensed } from '../facts.ts';
import { createFirstLast, type FirstLast } from '../first-last.ts';
import type { Fold } from '../fold.ts';
import { keepText } from '../keep-text.ts';
import { answerOf, promptOf } from '../turn.ts';

export interface Pair {
  readonly user: string;
  readonly agent: string;
}

interface State {
  /** Prompts that wait for an answer; several when more were sent before the agent spoke. */
  asked: FirstLast<string>;
  answer: string | undefined;
  readonly pairs: FirstLast<Pair>;
}

const waiting = (): FirstLast<string> => createFirstLast(3, 5);

export const conversationFold: Fold<State, Condensed<Pair>> = {
  start: () => ({ asked: waiting(), answer: undefined, pairs: createFirstLast(2, 10) }),
  step: (state, event) => {
    const prompt = promptOf(event);
    if (prompt !== undefined) {
      closePair(state);
      state.asked.push(keepText(prompt));
      return;
    }
    const answer = answerOf(event);
    if (answer !== undefined) state.answer = keepText(answer);
  },
  finish: (state) => {
    closePair(state);
    return state.pairs.done();
  },
};

const closePair = (state: State): void => {
  if (state.answer === undefined) return;
  const asked = state.asked.done().items;
  // an agent that speaks first, before any prompt, answers nothing
  if (asked.length > 0) state.pairs.push({ user: asked.join('\n\n'), agent: state.answer });
  state.asked = waiting();
  state.answer = undefined;
};
