import type { Handoff } from '../../domain/handoff.ts';
import { type Node, code, heading, listOr, say, text, time, word } from '../document.ts';

/** Where each statement comes from. */
export const evidenceIndex = ({ evidence }: Handoff): readonly Node[] => [
  heading(2, 'Evidence Index'),
  listOr(
    evidence.map((entry) => ({
      spans: [
        ...say`${code(entry.id)} ${text(entry.claim)}`,
        ...say` (${code(entry.event_id)}, ${text(entry.source_type)}, ${time(entry.timestamp)}, ${word(entry.basis)})`,
      ],
    })),
  ),
];
