/** What is longer is a key, a certificate or a file in base64. */
const LONG = 1024;

/**
 * So far from a place, backwards or forwards, to a limit at most: of a long word of base64 only the first characters count, so that
 * what stands behind it is still near.
 */
export const reach = (
  text: string,
  at: number,
  { near, step, limit }: { readonly near: number; readonly step: -1 | 1; readonly limit: number },
): number => {
  let left = near;
  let run = 0;
  let place = at;
  while (place !== limit && left > 0) {
    run = isBetween(text.charCodeAt(step === 1 ? place : place - 1)) ? 0 : run + 1;
    if (run <= LONG) left--;
    place += step;
  }
  return place;
};

/** Whether a word is long: in most texts none is, and nothing has to be counted. */
export const hasLongWord = (text: string): boolean => {
  for (let at = 0, run = 0; at < text.length; at++) {
    run = isBetween(text.charCodeAt(at)) ? 0 : run + 1;
    if (run > LONG) return true;
  }
  return false;
};

/** No letter, digit or sign of base64. */
const isBetween = (code: number): boolean =>
  code > 0x7a ||
  (code < 0x61 && code > 0x5a) ||
  (code < 0x41 && code > 0x39 && code !== 0x3d) ||
  (code < 0x2f && code !== 0x2b);
