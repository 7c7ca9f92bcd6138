import type { Handoff } from '../../domain/handoff.ts';
import { cut } from '../../domain/text-limit.ts';
import { NONE, type Node, heading, listOr, say, text } from '../document.ts';

/** Each prompt with the agent's final answer to it, quoted whole. */
export const conversations = ({ key_conversations: pairs }: Handoff): readonly Node[] => [
  heading(2, 'Conversations'),
  ...(pairs.length === 0
    ? [NONE]
    : pairs.flatMap(({ user, agent }, index): readonly Node[] => [
        { kind: 'heading', level: 3, spans: say`${index + 1}. User` },
        { kind: 'quote', text: user },
        { kind: 'heading', level: 3, spans: say`${index + 1}. Agent` },
        { kind: 'quote', text: agent },
      ])),
];

/** Of a message, in characters, as the older tool shows it. */
const SHOWN = 150;

export const userMessages = ({ user_messages: messages }: Handoff): readonly Node[] => [
  heading(2, 'User Messages'),
  listOr(
    messages.map((message) => ({ spans: [text(cut(message, SHOWN).text)] })),
    true,
  ),
];
