import { type HailLine, parseHailLine } from '../../domain/hail/line.ts';
import type { LogLine } from '../log-reader.ts';

/** Levels of nesting at which the log reader refuses a line. */
const MAX_DEPTH = 512;

/** A line of a HAIL file; too long or too deep ones are broken, as in every log. */
export const readHailLine = (line: LogLine): HailLine => {
  const text = line.text();
  if (text === '') return { kind: 'broken', reason: 'too long' };
  // only a line with so many openings can be too deep; the reader's own parser then decides
  if (openings(text) > MAX_DEPTH && line.json() === undefined)
    return { kind: 'broken', reason: 'no JSON, or too deep' };
  return parseHailLine(text);
};

const openings = (text: string): number => {
  if (text.length < 2 * MAX_DEPTH) return 0;
  let count = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at !== -1 && count <= MAX_DEPTH; at = text.indexOf(bracket, at + 1)) count++;
  }
  return count;
};

const OPENING = /^\s*\{\s*"type"\s*:\s*"header"/;

/** By the first bytes alone. */
export const beginsSession = (line: LogLine): boolean => OPENING.test(line.head(64));
