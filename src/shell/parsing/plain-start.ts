import { isRooted, isScratch } from './directories.ts';
import type { Token } from './tokens.ts';

/** With it `find` begins at names that a file holds. */
export const FILES_FROM = '-files0-from';

/** Stands for a name that only running the line could tell. */
export const PLACEHOLDER: Token = { value: '{}', open: true };

/** The name of a file below the one place where `find` looks, where that is said in full; else of any. */
export const plainStart = (words: readonly Token[]): Token => {
  const end = words.findIndex(({ value }) => /^[-(!]/.test(value) && !/^-[HLP]$/.test(value));
  const starts = words.slice(0, end === -1 ? undefined : end).filter(({ value }) => !/^-[HLP]$/.test(value));
  const [only] = starts;
  if (words.some(({ value }) => value === FILES_FROM)) return PLACEHOLDER;
  if (only === undefined || starts.length > 1 || (only.open ? !isScratch(only.value) : !isRooted(only.value)))
    return PLACEHOLDER;
  return { value: `${only.value.replace(/\/+$/, '')}/{}`, open: true };
};
