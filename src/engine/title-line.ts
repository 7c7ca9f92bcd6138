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
  const end = lastLine(prompt);
  const last = COURTESY.test(end) ? lastLine(prompt.trimEnd().slice(0, -end.length)) : end;
  return (isAskedBelow(first, last) ? last : first).slice(0, MAX_LINE);
};

const lastLine = (text: string): string => {
  const whole = text.trimEnd();
  return whole.slice(whole.lastIndexOf('\n') + 1);
};

/** What is said below what is asked. */
const COURTESY =
  /^(?:(?:many )?thanks|thank you|thx|cheers|please|danke|merci|gracias|감사합니다|고맙습니다|谢谢|ありがとう(?:ございます)?)(?:[ ,]+(?:a lot|so much|very much|in advance|again|and regards|schön|beaucoup))?[.!~ ]*$/iu;

const MOST_LINES = 50;
const MAX_LINE = 20_000;
