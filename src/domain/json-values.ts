import { countOf, endOfString } from './json-depth.ts';

/**
 * Whether JSON text holds more than `limit` values, by its brackets and commas, found before anything is built of it: an
 * empty list takes 3 bytes of text and 40 in memory. Text that is no JSON gets some answer.
 */
export const holdsMoreThan = (limit: number, text: string): boolean => {
  // few texts are as long, and few of these have so many signs, those in strings among them
  if (text.length <= limit) return false;
  if (['{', '[', ','].reduce((count, sign) => count + countOf(text, sign, limit), 0) <= limit) return false;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at + 1);
    else if ((sign === '{' || sign === '[' || sign === ',') && ++values > limit) return true;
  }
  return false;
};
