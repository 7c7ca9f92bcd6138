import type { Handoff } from '../../domain/handoff.ts';
import { type Node, heading, paragraph, say, text } from '../document.ts';

/** What was asked first, and what was asked later. */
export const objective = (handoff: Handoff): readonly Node[] => [
  heading(2, 'Objective'),
  paragraph(
    handoff.objective === null
      ? say`(objective unavailable)${handoff.objective_undefined_reason === null ? [] : say`: ${text(handoff.objective_undefined_reason)}`}`
      : [text(handoff.objective)],
  ),
  ...(handoff.objective_history.length === 0
    ? []
    : [
        paragraph(say`Asked later:`),
        {
          kind: 'list',
          ordered: false,
          items: handoff.objective_history.map((prompt) => ({ spans: [text(prompt.text)] })),
        } as const,
      ]),
];
