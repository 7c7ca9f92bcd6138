/** What was asked: the objective, what was asked after it, and all prompts. */
import { ATTR, attribute } from '../../domain/event-attributes.ts';
import { type Event, textOf } from '../../domain/session.ts';
import type { Condensed, Prompt } from '../facts.ts';
import { createFirstLast, type FirstLast } from '../first-last.ts';
import { type Fold, seenAt } from '../fold.ts';
import { keepText } from '../keep-text.ts';
import { answerOf, isInLane, isWork, promptOf } from '../turn.ts';
import { isAborted } from './aborted.ts';
import { isCommandWord, isSaidAnew } from './withdrawn.ts';

const FIRST = 3;
const LAST = 15;

export interface Prompts {
  readonly objective: Prompt | null;
  readonly objective_history: Condensed<Prompt>;
  readonly user_messages: Condensed<string>;
}

interface State {
  objective: Prompt | null;
  /** The last prompt, as long as nothing came of it; `aborted`: its turn was broken off. */
  waiting: { readonly prompt: Prompt; aborted: boolean } | null;
  /** The first one that was taken back. */
  withdrawn: Prompt | null;
  /** Where no person asked anything: what another agent asked, or the first task calls itself, and what the first one that ended says. */
  started: Prompt | null;
  ended: Prompt | null;
  readonly history: FirstLast<Prompt>;
  readonly messages: FirstLast<string>;
}

/**
 * The objective is the first prompt; one that was broken off at once, and that the next one says anew, is among the others. A mistyped command that was broken off is none of them.
 */
export const promptsFold: Fold<State, Prompts> = {
  start: () => ({
    objective: null,
    waiting: null,
    withdrawn: null,
    started: null,
    ended: null,
    history: createFirstLast(FIRST, LAST),
    messages: createFirstLast(FIRST, LAST),
  }),
  step: (state, event, index) => {
    const text = promptOf(event);
    if (text === undefined) {
      if (!isInLane(event)) otherStep(state, event, index);
      return;
    }
    const prompt = { text: keepText(text), seen: seenAt(event, index) };
    state.messages.push(prompt.text);
    settle(state, prompt);
    state.waiting = { prompt, aborted: false };
  },
  finish: (state) => {
    settle(state, null);
    return {
      objective: state.objective ?? state.started ?? state.ended ?? state.withdrawn,
      objective_history: state.history.done(),
      user_messages: state.messages.done(),
    };
  },
};

const otherStep = (state: State, event: Event, index: number): void => {
  if (state.objective === null && state.waiting === null) noteTask(state, event, index);
  if (state.waiting === null) return;
  if (isAborted(event)) state.waiting.aborted = true;
  else if (isWork(event) || answerOf(event) !== undefined) settle(state, null);
};

/** What the waiting prompt is. @param next the prompt that follows it, before anything came of it */
const settle = (state: State, next: Prompt | null): void => {
  const { waiting } = state;
  if (waiting === null) return;
  state.waiting = null;
  const { prompt, aborted } = waiting;
  if (aborted && isCommandWord(prompt.text)) state.withdrawn ??= prompt;
  else if (state.objective !== null || (aborted && next !== null && isSaidAnew(prompt.text, next.text)))
    state.history.push(prompt);
  else state.objective = prompt;
};

const noteTask = (state: State, event: Event, index: number): void => {
  const type = event.event_type;
  if (type.type === 'TaskStart') state.started ??= promptFrom(type.data.title, event, index);
  const delegated = type.type === 'SystemMessage' && attribute(event, ATTR.source) === 'delegated';
  if (delegated) state.started ??= promptFrom(textOf(event), event, index);
  if (type.type === 'TaskEnd') state.ended ??= promptFrom(type.data.summary, event, index);
};

const promptFrom = (asked: string | undefined, event: Event, index: number): Prompt | null => {
  const text = keepText(asked ?? '');
  return text === '' ? null : { text, seen: seenAt(event, index) };
};
