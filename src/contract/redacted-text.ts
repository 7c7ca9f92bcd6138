/**
 * Wording around redacted texts. What is made here holds redacted texts, numbers, and words of this tool's own, so it
 * is redacted as well. Apart from the redactor itself this is the only file that may give a text that brand.
 */
import type { RedactedText } from '../domain/handoff.ts';
import { RESOLVE } from '../domain/open-question.ts';
import { isAskedBelow } from '../domain/output-line.ts';
import { charactersIn, cut } from '../domain/text-limit.ts';
import { UNSURE } from '../domain/unsure-edits.ts';
import { utcOf } from './time-span.ts';

const branded = (text: string): RedactedText => text as RedactedText;

/** redactedText`Run ${command} again.`: the words in between are literals of the source. */
export const redactedText = (words: TemplateStringsArray, ...parts: readonly (RedactedText | number)[]): RedactedText =>
  branded(words.map((word, index) => `${word}${parts[index] ?? ''}`).join(''));

/** An open question as a decision that is to be made. */
export const asDecision = (question: RedactedText): RedactedText => branded(`${RESOLVE}${question}`);

/** That the log does not say what came of edits. */
export const asUnsure = (count: number, names: RedactedText): RedactedText => branded(`${count}${UNSURE} (${names}).`);

export const joinRedacted = (parts: readonly RedactedText[], separator: ', ' | '; ' | '\n'): RedactedText =>
  branded(parts.join(separator));

/** The beginning of a redacted text is redacted, since redaction comes before every cut. */
export const cutRedacted = (
  text: RedactedText,
  limit: number,
): { readonly text: RedactedText; readonly cut: number } => {
  const shortened = cut(text, limit);
  return { text: branded(shortened.text), cut: shortened.cut };
};

/** In UTF-16 units: of one that was longer the end was not kept (keep-text.ts). */
const MOST_WITH_END = 32_768;

/**
 * A prompt on one line; of a long one the beginning and the last line, since below a pasted log stands what is asked:
 * where that holds words, takes no more than half of the room, and leaves the first line whole, which may ask as well.
 * A longer last line stands alone where the first one is plainly of a log.
 */
export const cutPrompt = (prompt: RedactedText, limit: number): ReturnType<typeof cutRedacted> => {
  const whole = onOneLine(prompt);
  const lines = prompt.trim().split(/[\r\n]+/u);
  const end = lines.pop() ?? '';
  const last = onOneLine(branded(end));
  const [first] = lines;
  const room = limit - charactersIn(last) - 1;
  const isKept =
    first !== undefined && prompt.length <= MOST_WITH_END && /\p{L}/u.test(last) && cut(whole, limit).cut > 0;
  if (isKept && room < limit / 2 && isAskedBelow(first.trim(), end)) {
    const shown = cutRedacted(last, limit);
    return { ...shown, cut: charactersIn(whole) - charactersIn(last) + shown.cut };
  }
  if (!isKept || room < limit / 2 || charactersIn(first) >= room) return cutRedacted(whole, limit);
  const begin = cutRedacted(onOneLine(branded(lines.join('\n'))), room);
  return { text: redactedText`${begin.text} ${last}`, cut: begin.cut };
};

/** White space between words made one space: for titles, commands and lines of a list. */
export const onOneLine = (text: RedactedText): RedactedText => branded(text.trim().replace(/\s+/gu, ' '));

/** A time of a log written anew, so that nothing but a time can stand in it. */
export const timeText = (at: string): RedactedText => branded(utcOf(at) ?? 'a time that is not known');

/** A git object id; null for a text that is none. */
export const objectIdText = (id: string): RedactedText | null => (/^[0-9a-f]{7,64}$/u.test(id) ? branded(id) : null);

/** A word out of a closed set of this tool's own. */
export const wordText = (
  word: 'created' | 'edited' | 'deleted' | 'renamed' | 'passed' | 'failed' | 'unknown',
): RedactedText => branded(word);
