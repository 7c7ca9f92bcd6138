import { isTooLong } from './is-too-long.ts';

/** Lines of context that stay around what differs. */
const CONTEXT = 3;

/**
 * A hunk that puts one text in the place of another, for tools whose call holds both texts. It has no line numbers, since
 * the place in the file is not known. '' when the texts are equal, undefined when they are too long to compare.
 */
export const replacementDiff = (before: string, after: string): string | undefined => {
  if (before === after) return '';
  if (isTooLong(before, after)) return undefined;
  const old = ended(before);
  const now = ended(after);
  const head = sameHead(old, now);
  const tail = sameTail(old, now, head);
  const end = old.length - tail;
  return [
    '@@\n',
    signed(' ', old.slice(linesBack(old, head), head)),
    signed('-', old.slice(head, end)),
    signed('+', now.slice(head, now.length - tail)),
    signed(' ', old.slice(end, linesOn(old, end))),
  ].join('');
};

/** Its last line ends as the others do. */
const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** Characters of the lines that both begin with. */
const sameHead = (old: string, now: string): number => {
  const most = Math.min(old.length, now.length);
  let at = 0;
  while (at < most && old.charCodeAt(at) === now.charCodeAt(at)) at++;
  return at === 0 ? 0 : old.lastIndexOf('\n', at - 1) + 1;
};

/** Characters of the lines that both end with, behind `head`. */
const sameTail = (old: string, now: string, head: number): number => {
  const most = Math.min(old.length, now.length) - head;
  let count = 0;
  while (count < most && old.charCodeAt(old.length - 1 - count) === now.charCodeAt(now.length - 1 - count)) count++;
  if (beginsLine(old, old.length - count) && beginsLine(now, now.length - count)) return count;
  return old.length - 1 - old.indexOf('\n', old.length - count);
};

const beginsLine = (text: string, at: number): boolean => at === 0 || text[at - 1] === '\n';

const linesBack = (text: string, from: number): number => {
  let at = from;
  for (let line = 0; line < CONTEXT && at > 0; line++) at = at === 1 ? 0 : text.lastIndexOf('\n', at - 2) + 1;
  return at;
};

const linesOn = (text: string, from: number): number => {
  let at = from;
  for (let line = 0; line < CONTEXT && at < text.length; line++) at = text.indexOf('\n', at) + 1;
  return at;
};

// by an expression: the result is one string at once, and not as many as there are lines
const signed = (sign: string, lines: string): string =>
  lines === '' ? '' : `${sign}${lines.slice(0, -1).replaceAll(/\n/g, `\n${sign}`)}\n`;

/**
 * The hunks of several replacements in one file; '' where one of them is not known, since the others are not all of it, and
 * where they are too long together.
 */
export const hunksOf = <T>(replacements: readonly T[], hunkOf: (one: T) => string | undefined): string => {
  let hunks = '';
  for (const one of replacements) {
    const hunk = hunkOf(one);
    if (hunk === undefined || isTooLong(hunks, hunk)) return '';
    hunks += hunk;
  }
  return hunks;
};
