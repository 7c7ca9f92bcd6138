import type { Handoff } from '../../domain/handoff.ts';
import { cut } from '../../domain/text-limit.ts';
import { type Node, code, heading, listOr, say, text, time, word } from '../document.ts';

/** Of a claim, in characters: it stands whole in another section. */
const SHOWN = 100;

/** Where each statement comes from. */
export const evidenceIndex = ({ evidence }: Handoff): readonly Node[] => [
  heading(2, 'Evidence Index'),
  listOr(
    evidence.map((entry) => ({
      spans: [
        ...say`${code(entry.id)} ${text(cut(entry.claim, SHOWN).text)}`,
        ...say` (${code(entry.event_id)}, ${text(entry.source_type)}, ${time(entry.timestamp)}, ${word(entry.basis)})`,
      ],
    })),
  ),
];
