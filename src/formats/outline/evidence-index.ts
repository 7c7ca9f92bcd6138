import type { Handoff } from '../../domain/handoff.ts';
import { cut } from '../../domain/text-limit.ts';
import { type Node, code, heading, listOr, say, text, time, word } from '../document.ts';

/** Of a claim, in characters: it stands whole in another section. */
const SHOWN = 100;

/** The objective stands first on the page. */
const claimText = (claim: string): string => (claim.startsWith('objective: ') ? 'objective' : cut(claim, SHOWN).text);

/** Where each statement comes from. */
export const evidenceIndex = ({ evidence }: Handoff): readonly Node[] => [
  heading(2, 'Evidence Index'),
  listOr(
    evidence.map((entry) => ({
      spans: [
        ...say`${code(entry.id)} ${text(claimText(entry.claim))}`,
        ...say` (${code(entry.event_id)}, ${text(entry.source_type)}, ${time(entry.timestamp)}, ${word(entry.basis)})`,
      ],
    })),
  ),
];
