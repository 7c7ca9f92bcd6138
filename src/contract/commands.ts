/** Distinct commands of the session, its sub-agents' among them, in the order in which each was first run. */
import type { Condensed } from './facts.ts';
import { createDistinct } from './distinct.ts';
import type { FirstLast } from './first-last.ts';
import type { Fold } from './fold.ts';
import { keepText } from './keep-text.ts';

export const commandsFold: Fold<FirstLast<string>, Condensed<string>> = {
  start: () => createDistinct(15, 35),
  step: (state, event) => {
    if (event.event_type.type !== 'ShellCommand') return;
    const command = keepText(event.event_type.data.command);
    if (command !== '') state.push(command);
  },
  finish: (state) => state.done(),
};
