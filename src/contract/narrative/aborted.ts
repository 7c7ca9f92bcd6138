/** Turns that were broken off, by the person or the program. */
import { ATTR, CUSTOM, stringAttribute } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import type { Prompt } from '../facts.ts';
import { createFirstLast, type FirstLast } from '../first-last.ts';
import { type Fold, seenAt } from '../fold.ts';
import { keepText } from '../keep-text.ts';
import { isInLane } from '../turn.ts';

export const isAborted = (event: Event): boolean =>
  event.event_type.type === 'Custom' && event.event_type.data.kind === CUSTOM.turnAborted;

/** The text of each is the reason that the log gives, else `turn aborted`. */
export const abortedFold: Fold<FirstLast<Prompt>, readonly Prompt[]> = {
  start: () => createFirstLast(3, 15),
  step: (state, event, index) => {
    if (!isAborted(event) || isInLane(event)) return;
    const reason = stringAttribute(event, ATTR.reason) ?? 'turn aborted';
    state.push({ text: keepText(reason), seen: seenAt(event, index) });
  },
  finish: (state) => state.done().items,
};
