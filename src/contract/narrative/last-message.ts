/** The agent's last message, if no prompt came after it. */
import type { Seen } from '../facts.ts';
import { copied } from '../../domain/copied.ts';
import { type Fold, seenAt } from '../fold.ts';
import { keepText } from '../keep-text.ts';
import { answerOf, isInLane, isWork, promptOf } from '../turn.ts';

export interface LastMessage {
  readonly text: string;
  readonly seen: Seen;
  /** Nothing was done after it: the agent stopped there. */
  readonly final: boolean;
}

interface State {
  last: LastMessage | null;
}

export const lastMessageFold: Fold<State, LastMessage | null> = {
  start: () => ({ last: null }),
  step: (state, event, index) => {
    const text = answerOf(event);
    if (text !== undefined) state.last = { text: keepEnd(text), seen: seenAt(event, index), final: true };
    else if (promptOf(event) !== undefined) state.last = null;
    else if (state.last?.final === true && isWork(event) && !isInLane(event)) {
      state.last = { ...state.last, final: false };
    }
  },
  finish: (state) => state.last,
};

/** What a message asks and names as next stands at its end. */
const END = 32_768;

const keepEnd = (text: string): string => {
  if (text.length <= END) return keepText(text);
  const end = text.slice(-END);
  // from a white space on: half a secret at the beginning would not be known as one
  const from = end.search(/\s/u);
  return from < 0 ? '' : keepText(copied(end.slice(from)));
};
