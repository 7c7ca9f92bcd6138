import { isAskedBelow, isOutputLine } from '../domain/output-line.ts';

/**
 * The line of a prompt that a list shows: its first one, or below a log that was pasted its last one, where stands what is
 * asked. Undefined where none holds anything. Raw text, far longer than is shown, so that no secret is cut into.
 */
export const titleLine = (prompt: string): string | undefined => {
  const first = prompt
    .split('\n', MOST_LINES)
    .find((line) => line.trim() !== '')
    ?.trim();
  if (first === undefined || !isOutputLine(first)) return first?.slice(0, MAX_LINE);
  const whole = prompt.trimEnd();
  const last = whole.slice(whole.lastIndexOf('\n') + 1);
  return (isAskedBelow(first, last) ? last : first).slice(0, MAX_LINE);
};

const MOST_LINES = 50;
const MAX_LINE = 20_000;
