import type { Handoff } from '../../domain/handoff.ts';
import { cut } from '../../domain/text-limit.ts';
import { NONE, type Node, heading, listOr, say, text } from '../document.ts';
import { askedAbove, SHOWN } from './asked-above.ts';

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

/** But for those that stand above. */
export const userMessages = (handoff: Handoff): readonly Node[] => {
  const isAbove = askedAbove(handoff);
  const messages = handoff.user_messages.filter((message) => !isAbove(message));
  const above = handoff.user_messages.length - messages.length;
  return [
    heading(2, 'User Messages'),
    listOr([
      ...messages.map((message) => ({ spans: [text(cut(message, SHOWN).text)] })),
      ...(above === 0 ? [] : [{ spans: say`${above} that stand as Objective or below it` }]),
    ]),
  ];
};
