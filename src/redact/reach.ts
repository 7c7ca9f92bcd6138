/** What is longer is a key, a certificate or a file in base64. */
const LONG = 1024;

/**
 * What lies so far before or behind a place of a text: of a long word of base64 only the first characters count, so that
 * what stands beyond it is still near.
 */
export interface Reach {
  readonly back: (at: number, near: number) => number;
  readonly ahead: (at: number, near: number) => number;
}

/** The text is read once, however many places are asked for. */
export const reachIn = (text: string): Reach => {
  if (!hasLongWord(text)) {
    return {
      back: (at, near) => Math.max(0, at - near),
      ahead: (at, near) => Math.min(text.length, at + near),
    };
  }
  const counts = countsIn(text);
  return {
    back: (at, near) => placeOf(counts, (counts[at] ?? 0) - near),
    ahead: (at, near) => placeOf(counts, (counts[at] ?? 0) + near),
  };
};

/** In most texts no word is long, and nothing has to be counted. */
const hasLongWord = (text: string): boolean => {
  for (let at = 0, run = 0; at < text.length; at++) {
    run = isBetween(text.charCodeAt(at)) ? 0 : run + 1;
    if (run > LONG) return true;
  }
  return false;
};

/** How many characters count before each place, and before the end. */
const countsIn = (text: string): Uint32Array => {
  const counts = new Uint32Array(text.length + 1);
  for (let at = 0, run = 0, count = 0; at < text.length; at++) {
    run = isBetween(text.charCodeAt(at)) ? 0 : run + 1;
    if (run <= LONG) count++;
    counts[at + 1] = count;
  }
  return counts;
};

/** The first place before which so many count; the end, if nowhere so many do. */
const placeOf = (counts: Uint32Array, wanted: number): number => {
  let low = 0;
  let high = counts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((counts[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** No letter, digit or sign of base64. */
const isBetween = (code: number): boolean =>
  code > 0x7a ||
  (code < 0x61 && code > 0x5a) ||
  (code < 0x41 && code > 0x39 && code !== 0x3d) ||
  (code < 0x2f && code !== 0x2b);
