import type { LogReader } from '../agents/log-reader.ts';
import { copied } from '../domain/copied.ts';

/** Bytes by which agents recognise a log. */
const HEAD = 64 * 1024;

/**
 * The beginning of a log in the forms by which an agent may know it as its own: as it stands; and, if that is not all of
 * it, with long texts cut short. One prompt, which stands on the first line, can be longer than all that is looked at.
 * The second form is made only for whoever asks for it. @throws not_readable, log_broken, log_too_large
 */
export function* openingOf(path: string, logs: LogReader): Generator<string> {
  const head = logs.head(path, HEAD);
  yield head;
  // a head of many bytes may be one of few characters; what cannot be opened shows none, and its lines say why
  if (head === '' || (logs.stat(path)?.size ?? 0) > HEAD || isPacked(path)) yield shortened(path, logs);
}

const isPacked = (path: string): boolean => /\.(?:zst|gz)$/.test(path);

/** Lines that are looked at. */
const LINES = 40;

const shortened = (path: string, logs: LogReader): string => {
  let opening = '';
  let lines = 0;
  for (const line of logs.lines(path)) {
    opening += `${copied(withShortTexts(line.text()))}\n`;
    if (++lines === LINES || opening.length >= HEAD) break;
  }
  return opening;
};

/** Characters of a text that are kept: ids, paths and versions are shorter. */
const TEXT = 512;

/**
 * JSON with all long strings cut, also where it breaks off: what is between two quotation marks that are not escaped.
 * In other text a line stays a line, and that is all.
 */
export const withShortTexts = (json: string): string => {
  if (json.length <= TEXT) return json;
  let short = '';
  for (let at = 0; at < json.length && short.length < HEAD;) {
    const open = json.indexOf('"', at);
    if (open === -1) return short + json.slice(at, at + HEAD);
    const close = closing(json, open + 1);
    short += json.slice(at, open + 1).slice(0, HEAD) + json.slice(open + 1, cutIn(json, open + 1, close));
    if (close < json.length) short += '"';
    at = close + 1;
  }
  return short;
};

/** Where a string ends; the length of the text where it does not. */
const closing = (json: string, from: number): number => {
  for (let at = json.indexOf('"', from); at !== -1; at = json.indexOf('"', at + 1)) {
    let slashes = 0;
    while (at - slashes > from && json[at - slashes - 1] === '\\') slashes++;
    if (slashes % 2 === 0) return at;
  }
  return json.length;
};

/** Where a string is cut: never within an escape. */
const cutIn = (json: string, from: number, to: number): number => {
  if (to - from <= TEXT) return to;
  for (let at = from; ;) {
    const next = at + (json[at] !== '\\' ? 1 : json[at + 1] === 'u' ? 'u0000'.length + 1 : 2);
    if (next > from + TEXT) return at;
    at = next;
  }
};
