import type { Conversation } from './conversation.ts';

/**
 * Whether a text in a list of all messages repeats one that has its event. Such lists keep the ids of messages as far as
 * is known (0.61), and repeats are then left out by id; this holds where they do not. A text that was said twice may be
 * repeated twice.
 */
export const isRepeat = ({ said }: Conversation, text: string, own: boolean): boolean => {
  if (said === undefined) return false;
  const key = keyOf(text.trim());
  const count = said.get(key) ?? 0;
  if (own) said.set(key, count + 1);
  else if (count > 0) said.set(key, count - 1);
  return !own && count > 0;
};

/** Short texts are their own key; of longer ones the length and a hash (two lanes, two units at a time) do. */
const keyOf = (text: string): string => {
  if (text.length <= 64) return text;
  let first = 0x811c9dc5;
  let second = 0x01000193;
  const end = text.length - 1;
  for (let at = 0; at < end; at += 2) {
    const units = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
    first = Math.imul(first ^ units ^ (first >>> 15), 0x9e3779b1);
    second = Math.imul(second ^ units ^ (second >>> 13), 0x85ebca6b);
  }
  if (text.length % 2 === 1) first = Math.imul(first ^ text.charCodeAt(end), 0x9e3779b1);
  return `${text.length} ${first >>> 0} ${second >>> 0}`;
};
