import { closest, distance } from 'fastest-levenshtein';

/** Which of the words was probably meant: one of which at least half stands there; undefined: none. */
export const nearest = (word: string, words: readonly string[]): string | undefined => {
  if (words.length === 0) return undefined;
  const near = closest(word, words);
  return distance(word, near) <= near.length / 2 ? near : undefined;
};
