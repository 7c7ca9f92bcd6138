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
  const rests = restsIn(text);
  const placed = (at: number, near: number): number =>
    Math.max(0, Math.min(text.length, placeOf(rests, at - restBefore(rests, at) + near)));
  return { back: (at, near) => placed(at, -near), ahead: placed };
};

/** In most texts no word is long, and nothing has to be counted. */
const hasLongWord = (text: string): boolean => {
  for (let at = 0, run = 0; at < text.length; at++) {
    run = isBetween(text.charCodeAt(at)) ? 0 : run + 1;
    if (run > LONG) return true;
  }
  return false;
};

/** What of a long word does not count, and how much of the words before it. */
interface Rest {
  readonly start: number;
  readonly end: number;
  readonly before: number;
}

/** In their order: memory grows with the long words, not with the text. */
const restsIn = (text: string): readonly Rest[] => {
  const rests: Rest[] = [];
  let before = 0;
  for (let at = 0, run = 0; at <= text.length; at++) {
    if (at < text.length && !isBetween(text.charCodeAt(at))) run++;
    else {
      if (run > LONG) {
        rests.push({ start: at - run + LONG, end: at, before });
        before += run - LONG;
      }
      run = 0;
    }
  }
  return rests;
};

/** How many characters before a place do not count. */
const restBefore = (rests: readonly Rest[], at: number): number => {
  const last = rests[firstNot(rests, ({ start }) => start < at) - 1];
  return last === undefined ? 0 : last.before + Math.min(at, last.end) - last.start;
};

/** The first place before which so many count. */
const placeOf = (rests: readonly Rest[], wanted: number): number => {
  const last = rests[firstNot(rests, ({ start, before }) => start - before < wanted) - 1];
  return last === undefined ? wanted : wanted + last.before + last.end - last.start;
};

/** How many of a list, from its start on, are so; those behind are not. */
const firstNot = (rests: readonly Rest[], isSo: (rest: Rest) => boolean): number => {
  let low = 0;
  let high = rests.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const rest = rests[middle];
    if (rest !== undefined && isSo(rest)) low = middle + 1;
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
