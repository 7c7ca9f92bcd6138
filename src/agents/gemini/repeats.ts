import type { Conversation } from './conversation.ts';

/**
 * Whether a text in a list of all messages repeats one that has its event. Such lists keep the ids of messages as far as
 * is known (0.61), and repeats are then left out by id; this holds where they do not. A text that was said twice may be
 * repeated twice.
 */
export const isRepeat = (talk: Conversation, text: string, own: boolean): boolean => {
  const key = keyOf(text.trim());
  const count = talk.said.get(key) ?? 0;
  if (own) talk.said.set(key, count + 1);
  else if (count > 0) talk.said.set(key, count - 1);
  return !own && count > 0;
};

/** Short texts are their own key; of longer ones the length and a hash (FNV-1a, two lanes) do. */
const keyOf = (text: string): string => {
  if (text.length <= 64) return text;
  let first = 0x811c9dc5;
  let second = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x85ebca6b);
  }
  return `${text.length} ${first >>> 0} ${second >>> 0}`;
};
