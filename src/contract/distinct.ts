/** Distinct texts in the order in which they first came, bounded as a FirstLast is. */
import { createFirstLast, type FirstLast } from './first-last.ts';

/** Beyond this many distinct texts a repeated one may be kept again: memory stays bounded whatever the log. */
const REMEMBERED = 20_000;
const WHOLE_KEY = 120;

export const createDistinct = (first: number, last: number): FirstLast<string> => {
  const kept = createFirstLast<string>(first, last);
  const known = new Set<string>();
  return {
    push: (text) => {
      const key = keyOf(text);
      if (known.has(key)) return;
      if (known.size < REMEMBERED) known.add(key);
      kept.push(text);
    },
    done: () => kept.done(),
  };
};

/** A long text stands for itself by its length and two independent 32-bit hashes (FNV-1a with two offsets). */
const keyOf = (text: string): string => {
  if (text.length <= WHOLE_KEY) return text;
  let left = 0x811c9dc5;
  let right = 0x9e3779b9;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    left = Math.imul(left ^ unit, 0x01000193);
    right = Math.imul(right ^ unit, 0x85ebca6b);
    right ^= right >>> 13;
  }
  return `${text.length}:${left >>> 0}:${right >>> 0}`;
};
