import { cut } from './text-limit.ts';

/** Lines, and characters of a line, of what a command said last. */
const LINES = 20;
const WIDTH = 200;

/**
 * The last lines of an output that say something, each cut: what a report has room for. At most 4,000 characters. What is
 * in them is not touched: it is redacted before, and escaped where it is printed.
 */
export const outputTail = (output: string): string =>
  output
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-LINES)
    .map((line) => cut(line, WIDTH).text)
    .join('\n');
