/** Handoffs → document. The order of the older tool's sections is kept; ours stand between and after them. */
import type { Handoff } from '../../domain/handoff.ts';
import type { FormatInput } from '../format.ts';
import { cut } from '../../domain/text-limit.ts';
import { type Item, type Node, code, heading, paragraph, say, text, time, word } from '../document.ts';
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
import { areOfOneRepository } from './of-one-repository.ts';
import { repository } from './repository.ts';
import { takenTogether } from './taken-together.ts';
import { verification } from './verification.ts';

export const outline = ({ handoffs, merged }: FormatInput): readonly Node[] => {
  const [only, ...more] = handoffs;
  if (only !== undefined && more.length === 0) return [heading(1, 'Session Handoff'), ...sections(only)];
  const together = areOfOneRepository(handoffs) ? merged?.() : undefined;
  const nth = (session: string): number => handoffs.findIndex(({ session_id }) => session_id === session) + 1;
  const seconds = handoffs.reduce((sum, handoff) => sum + handoff.duration_seconds, 0);
  return [
    heading(1, 'Merged Session Handoff'),
    paragraph([
      { kind: 'strong', text: 'Sessions:' },
      ...say` ${handoffs.length} | `,
      { kind: 'strong', text: 'Total Duration:' },
      ...say` ${word(durationText(seconds))}`,
    ]),
    ...(handoffs.length === 0 ? [] : [{ kind: 'list', ordered: true, items: handoffs.map(aboutItem) } as const]),
    ...(together === undefined ? [] : takenTogether(together, nth)),
    ...handoffs.flatMap((handoff, index): readonly Node[] => [
      { kind: 'rule' },
      { kind: 'heading', level: 2, spans: say`Session ${index + 1} — ${code(handoff.session_id)}` },
      ...sections(handoff),
    ]),
  ];
};

/** Of an objective, in characters: one of ours whole, since at its end may stand what is asked. */
const SHOWN = 200;

const aboutItem = ({ objective: asked, tool, ended_at }: Handoff): Item => ({
  spans: [
    ...(asked === null ? say`(objective unavailable)` : [text(cut(asked, SHOWN).text)]),
    ...say` (${text(tool)}, ${ended_at === null ? word('?') : time(ended_at)})`,
  ],
});

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
