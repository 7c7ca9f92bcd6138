import { type HailLine, parseHailLine } from '../../domain/hail/line.ts';
import { isTooMuch } from '../../domain/json-bounds.ts';
import type { LogLine } from '../log-reader.ts';

/** A line of a HAIL file; what no log may hold in a line is broken. */
export const readHailLine = (line: LogLine): HailLine => {
  const text = line.text();
  if (text === '') return { kind: 'broken', reason: 'too long' };
  return isTooMuch(text) ? { kind: 'broken', reason: 'too deep, or of too many values' } : parseHailLine(text);
};

const OPENING = /^\s*\{\s*"type"\s*:\s*"header"/;

/** By the first bytes alone. */
export const beginsSession = (line: LogLine): boolean => OPENING.test(line.head(64));
