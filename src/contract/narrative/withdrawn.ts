/** Prompts that a person took back before anything came of them. */

/** A command of the client that was mistyped and went to the model: `/mode`, `/them`, `/` alone. A path has more slashes. */
export const isCommandWord = (text: string): boolean => /^\/[\w:-]{0,40}$/.test(text.trim());

/** The next prompt says the same anew: it begins like the first, or holds most of its words. */
export const isSaidAnew = (first: string, next: string): boolean => {
  const [before, after] = [wordsOf(first), wordsOf(next)];
  const start = before.findIndex((word, index) => word !== after[index]);
  const known = new Set(after);
  const kept = new Set(before.filter((word) => known.has(word))).size;
  return start === -1 || start >= SAME_START || kept * 2 > new Set(before).size;
};

const SAME_START = 3;
const MAX_WORDS = 500;

const wordsOf = (text: string): readonly string[] =>
  (
    text
      .slice(0, 10_000)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).slice(0, MAX_WORDS);
