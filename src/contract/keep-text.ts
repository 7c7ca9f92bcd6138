import { copied } from '../domain/copied.ts';

/** Texts are kept whole until they are redacted; only a hostile length is cut, far beyond every limit that is shown. */
const KEPT = 65_536;
const BACK = 8192;

/**
 * The text without white space around it. Of one longer than 65,536 UTF-16 units the beginning is kept, up to a white
 * space, so that no half of a secret is kept which the redactor would have known as a whole.
 */
export const keepText = (text: string): string => {
  const trimmed = text.trim();
  if (trimmed.length <= KEPT) return trimmed;
  let end = KEPT;
  while (end > KEPT - BACK && !isSpace(trimmed.charCodeAt(end))) end--;
  return copied(trimmed.slice(0, end === KEPT - BACK ? KEPT : end)).trim();
};

const isSpace = (unit: number): boolean => unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
