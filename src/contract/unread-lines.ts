/** Command lines that could not be read: what they checked and changed stands nowhere in the handoff. */
import { ATTR, attribute } from '../domain/event-attributes.ts';
import { commandLineOf } from './command-line-of.ts';
import type { Fold } from './fold.ts';

export const unreadLinesFold: Fold<{ count: number }, number> = {
  start: () => ({ count: 0 }),
  step: (state, event) => {
    if (event.event_type.type !== 'ShellCommand' || attribute(event, ATTR.noEffect) === true) return;
    if (!commandLineOf(event).parsed) state.count++;
  },
  finish: ({ count }) => count,
};
