/** Whether a value looks like the path of a file: rooted, with the ending of a file, or with words between its slashes. */
import { hasOddLetters } from './odd-letters.ts';
import { looksRandom } from './random-looking.ts';

const ROOTED = /^(?:~|\.{1,2}|[A-Za-z]:|\/[a-z][a-z0-9_-]{1,15})[\\/]/;
const ENDING = /\.[A-Za-z][A-Za-z0-9]{0,7}(?:[:#]L?\d{1,7}(?::\d{1,7})?)?$/;
/** Without a slash only what is a file's ending in nearly every project: a password may hold a dot. */
const FILE =
  /^[\w.@-]{1,120}\.(?:[cm]?[jt]sx?|mdx?|json[c5]?|ya?ml|toml|py|go|rs|java|kt|rb|php|cs|cpp|swift|vue|svelte|s?css|html?|sh|sql|txt|lock|env)$/;

/** Of a page as well, unless it has a user, a query or something random. */
const PAGE = /^https?:\/\/[\w.-]{1,120}(?::\d{1,5})?(?=\/|$)/;

/** PATH_MAX of Windows, and a good deal of Linux's. */
const MAX_LENGTH = 1024;

export const isPathLike = (written: string): boolean => {
  if (written.length > MAX_LENGTH) return false;
  const value = written.replace(PAGE, 'url');
  if (!/[\\/]/.test(value)) return FILE.test(value);
  if (ROOTED.test(value)) return true;
  const parts = value.split(/[\\/]/);
  if (ENDING.test(value)) return parts.every((part) => /^[\w.@()[\]+:#-]{0,128}$/.test(part));
  return parts.length > 2 && parts.every((part) => /^[\w.@-]{0,64}$/.test(part) && !isCoded(part));
};

/** A part of base64: `Xk9zQ2w7`, `qYrRV`. */
const isCoded = (part: string): boolean =>
  looksRandom(part, 8) ||
  /[a-z][A-Z][a-z]{1,2}[A-Z]/.test(part) ||
  (/[a-z]/.test(part) && /[A-Z]/.test(part) && (looksRandom(part, 7) || hasOddLetters(part, 6)));
