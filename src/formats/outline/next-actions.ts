import type { Handoff } from '../../domain/handoff.ts';
import { type Node, heading, listOr, paragraph, say, text } from '../document.ts';

export const nextActions = ({ execution_contract: contract }: Handoff): readonly Node[] => [
  heading(2, 'Next Actions (ordered)'),
  listOr(
    contract.next_actions.map((action) => ({ spans: [text(action)] })),
    true,
  ),
  ...(contract.parallel_actions.length === 0
    ? []
    : [
        paragraph(say`Parallelizable Work Packages:`),
        listOr(contract.parallel_actions.map((action) => ({ spans: [text(action)] }))),
      ]),
];
