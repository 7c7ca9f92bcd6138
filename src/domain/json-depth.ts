/**
 * Whether JSON text nests deeper than `limit`, found before anything is built of it: later steps walk values
 * recursively. Text that is no JSON gets some answer.
 */
export const isDeeperThan = (limit: number, text: string): boolean => {
  // each level has two brackets; few texts have that many at all, and counting them costs next to nothing
  if (text.length < 2 * limit || countOf(text, '{', limit) + countOf(text, '[', limit) <= limit) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at + 1);
    else if (unit === BRACE || unit === BRACKET) {
      if (++depth > limit) return true;
    } else if (unit === BRACE_END || unit === BRACKET_END) depth--;
  }
  return false;
};

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;
const BRACE_END = 0x7d;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;

/** How often a character stands in a text, strings and all; counted up to one more than `limit`. */
export const countOf = (text: string, character: string, limit: number): number => {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1 && count <= limit; at = text.indexOf(character, at + 1)) count++;
  return count;
};

/** Index of the closing quote, or the text's end. */
export const endOfString = (text: string, from: number): number => {
  for (let at = from; ;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return text.length;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH && quote - 1 - slashes >= from) slashes++;
    if (slashes % 2 === 0) return quote;
    at = quote + 1;
  }
};
