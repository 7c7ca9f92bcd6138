import type { Handoff } from '../../domain/handoff.ts';
import { type Node, paragraph, say, strong, text } from '../document.ts';
import { atAGlance } from './at-a-glance.ts';

/** What was asked, what came of it, and what comes next. */
export const closing = (handoff: Handoff): readonly Node[] => {
  const [next] = handoff.execution_contract.next_actions;
  return [
    { kind: 'rule' },
    ...(handoff.objective === null ? [] : [paragraph([strong('Asked:'), ...say` ${text(handoff.objective)}`])]),
    ...atAGlance(handoff),
    ...(next === undefined ? [] : [paragraph([strong('Next:'), ...say` ${text(next)}`])]),
  ];
};
