/** Levels of nesting at which a value is refused, as in a log's lines. */
const MAX_DEPTH = 512;

/** The value of JSON text that stands in a field of a log; undefined for what is no JSON or nested too deep. */
export const parseJson = (text: string): unknown => {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the caller says what a broken field means
  }
};

/** Later steps walk values recursively, so the depth is bounded before anything is built. */
const isTooDeep = (text: string): boolean => {
  if (text.length < 2 * MAX_DEPTH) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at + 1);
    else if (char === '{' || char === '[') {
      if (++depth > MAX_DEPTH) return true;
    } else if (char === '}' || char === ']') depth--;
  }
  return false;
};

const endOfString = (text: string, from: number): number => {
  for (let at = from; ;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return text.length;
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\' && quote - 1 - slashes >= from) slashes++;
    if (slashes % 2 === 0) return quote;
    at = quote + 1;
  }
};
