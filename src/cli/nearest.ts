import { closest, distance } from 'fastest-levenshtein';

/**
 * Which of the words was probably meant; undefined: none. It begins alike, and a third of it at most is otherwise, or its
 * letters stand in another order: a word with a sense of its own (`pull`, `remove`) is no mistyped `push` or `restore`.
 */
export const nearest = (word: string, words: readonly string[]): string | undefined => {
  const alike = words.filter((one) => one[0] === word[0]);
  if (alike.length === 0) return undefined;
  const near = closest(word, alike);
  return distance(word, near) <= near.length / 3 || sorted(word) === sorted(near) ? near : undefined;
};

const sorted = (word: string): string => word.split('').sort().join('');
