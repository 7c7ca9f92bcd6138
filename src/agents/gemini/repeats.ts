import { isObject } from '../../domain/json.ts';
import { textKey } from '../../domain/text-key.ts';
import type { Conversation, MayRepeat } from './conversation.ts';
import type { ReplayPlan } from './replay-plan.ts';
import { saidText } from './said-text.ts';

/** Most lists bring no text under a new id: a text of another length than theirs need not be looked at. */
export const mayRepeatIn = ({ checkpoints }: ReplayPlan): MayRepeat => {
  const lengths = new Set<number>();
  for (const { messages } of checkpoints.values()) {
    if (messages === undefined) return () => true;
    for (const message of messages) if (isObject(message)) lengths.add(saidText(message).trimEnd().length);
  }
  return (length) => lengths.has(length);
};

/**
 * Whether a text in a list of all messages repeats one that has its event. Such lists keep the ids of messages as far as
 * is known (0.61), and repeats are then left out by id; this holds where they do not. A text that was said twice may be
 * repeated twice.
 */
export const isRepeat = (
  { said, mayRepeat }: Conversation,
  { by, text, own }: { readonly by: 'user' | 'gemini'; readonly text: string; readonly own: boolean },
): boolean => {
  const spoken = text.trimEnd();
  if (!mayRepeat(spoken.length)) return false;
  const key = `${by} ${textKey(spoken)}`;
  const count = said.get(key) ?? 0;
  if (own) said.set(key, count + 1);
  else if (count > 0) said.set(key, count - 1);
  return !own && count > 0;
};
