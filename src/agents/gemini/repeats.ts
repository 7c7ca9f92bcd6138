import { textKey } from '../../domain/text-key.ts';
import type { Conversation } from './conversation.ts';

/**
 * Whether a text in a list of all messages repeats one that has its event. Such lists keep the ids of messages as far as
 * is known (0.61), and repeats are then left out by id; this holds where they do not. A text that was said twice may be
 * repeated twice.
 */
export const isRepeat = (
  { said }: Conversation,
  { by, text, own }: { readonly by: 'user' | 'gemini'; readonly text: string; readonly own: boolean },
): boolean => {
  if (said === undefined) return false;
  const key = `${by} ${textKey(text.trimEnd())}`;
  const count = said.get(key) ?? 0;
  if (own) said.set(key, count + 1);
  else if (count > 0) said.set(key, count - 1);
  return !own && count > 0;
};
