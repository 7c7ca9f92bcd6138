/** Handoffs → document. The order of the older tool's sections is kept; ours stand between and after them. */
import type { Handoff } from '../../domain/handoff.ts';
import { type Node, code, heading, paragraph, say, word } from '../document.ts';
import { durationText } from '../duration.ts';
import { atAGlance } from './at-a-glance.ts';
import { blockers } from './blockers.ts';
import { conversations, userMessages } from './conversations.ts';
import { coverage } from './coverage.ts';
import { currentState } from './current-state.ts';
import { evidenceIndex } from './evidence-index.ts';
import { filesChanged } from './files-changed.ts';
import { nextActions } from './next-actions.ts';
import { objective } from './objective.ts';
import { repository } from './repository.ts';
import { verification } from './verification.ts';

export const outline = (handoffs: readonly Handoff[]): readonly Node[] => {
  const [only, ...more] = handoffs;
  if (only !== undefined && more.length === 0) return [heading(1, 'Session Handoff'), ...sections(only)];
  const seconds = handoffs.reduce((sum, handoff) => sum + handoff.duration_seconds, 0);
  return [
    heading(1, 'Merged Session Handoff'),
    paragraph([
      { kind: 'strong', text: 'Sessions:' },
      ...say` ${handoffs.length} | `,
      { kind: 'strong', text: 'Total Duration:' },
      ...say` ${word(durationText(seconds))}`,
    ]),
    ...handoffs.flatMap((handoff, index): readonly Node[] => [
      { kind: 'rule' },
      { kind: 'heading', level: 2, spans: say`Session ${index + 1} — ${code(handoff.session_id)}` },
      ...sections(handoff),
    ]),
  ];
};

const SECTIONS: readonly ((handoff: Handoff) => readonly Node[])[] = [
  atAGlance,
  objective,
  currentState,
  filesChanged,
  nextActions,
  verification,
  blockers,
  evidenceIndex,
  conversations,
  userMessages,
  repository,
  coverage,
];

const sections = (handoff: Handoff): readonly Node[] => SECTIONS.flatMap((section) => section(handoff));
