/** What was asked: the objective, what was asked after it, and all prompts. */
import { ATTR, attribute } from '../../domain/event-attributes.ts';
import { type Event, textOf } from '../../domain/session.ts';
import type { Condensed, Prompt } from '../facts.ts';
import { createFirstLast, type FirstLast } from '../first-last.ts';
import { type Fold, seenAt } from '../fold.ts';
import { keepText } from '../keep-text.ts';
import { isInLane, promptOf } from '../turn.ts';

const FIRST = 3;
const LAST = 15;

export interface Prompts {
  readonly objective: Prompt | null;
  readonly objective_history: Condensed<Prompt>;
  readonly user_messages: Condensed<string>;
}

interface State {
  objective: Prompt | null;
  /** Where no person asked anything: what another agent asked, or the first task calls itself, and what the first one that ended says. */
  started: Prompt | null;
  ended: Prompt | null;
  readonly history: FirstLast<Prompt>;
  readonly messages: FirstLast<string>;
}

export const promptsFold: Fold<State, Prompts> = {
  start: () => ({
    objective: null,
    started: null,
    ended: null,
    history: createFirstLast(FIRST, LAST),
    messages: createFirstLast(FIRST, LAST),
  }),
  step: (state, event, index) => {
    const text = promptOf(event);
    if (text === undefined) {
      if (state.objective === null && !isInLane(event)) noteTask(state, event, index);
      return;
    }
    const prompt = { text: keepText(text), seen: seenAt(event, index) };
    state.messages.push(prompt.text);
    if (state.objective === null) state.objective = prompt;
    else state.history.push(prompt);
  },
  finish: (state) => ({
    objective: state.objective ?? state.started ?? state.ended,
    objective_history: state.history.done(),
    user_messages: state.messages.done(),
  }),
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
