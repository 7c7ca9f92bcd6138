import { isTooWide } from '../is-too-wide.ts';
import { LIMITS } from '../limits.ts';
import { tooLarge } from '../read-whole.ts';
import type { DocumentBytes } from './document-bytes.ts';
import { createPages, type PageMaker, type Pages } from './pages.ts';
import { BYTE, openWindow, type Window } from './window.ts';

/** Where everything stands in a document, by its brackets, strings and commas alone: whether it is JSON is not known yet. */
export interface ScannedDocument {
  /** Where what stands beside the lists begins, ends, begins again …; of each list only its brackets belong to it. */
  readonly beside: readonly number[];
  /** By their places in what was asked: the last list that stood there. */
  readonly lists: readonly (Pages | undefined)[];
}

export interface ScanOptions {
  /** The keys that lead to each list. */
  readonly lists: readonly (readonly string[])[];
  /** Bytes that are looked at together. */
  readonly window?: number | undefined;
  /** Bytes of elements that are parsed together. */
  readonly page?: number | undefined;
  /** Hears of lists that a later one took the place of. */
  readonly onReplaced?: (pages: Pages) => void;
}

/** Places between which the document is read by itself: a key for its list, written over and over, makes many. */
const MOST_PLACES = 20_000;

/** @throws log_broken for what is cut off, nests too deep or has its list over and over; log_too_large: what stands beside the lists is held, as a line of a log is */
export const scanDocument = (bytes: DocumentBytes, options: ScanOptions): ScannedDocument => {
  const asked = options.lists;
  const window = openWindow(bytes, options.window);
  const beside: number[] = [];
  const lists: (Pages | undefined)[] = asked.map(() => undefined);
  let length = 0;
  let from = hasByteOrderMark(bytes) ? 3 : 0;
  const add = (to: number): void => {
    length += to - from;
    if (length > LIMITS.line) throw tooLarge(`${bytes.path} beside its messages`, LIMITS.line);
    beside.push(from, to);
    if (beside.length > MOST_PLACES) throw window.broken('a list that stands there too often');
  };
  const value = (path: readonly string[]): void => {
    const first = window.peek();
    const wanted = first === BYTE.bracket ? asked.findIndex((keys) => isPath(keys, path)) : -1;
    if (wanted !== -1) {
      add(window.at() + 1);
      const pages = elements({ bytes, window, depth: path.length + 1 }, createPages(options.page));
      if (lists[wanted] !== undefined) options.onReplaced?.(lists[wanted]);
      lists[wanted] = pages;
      from = window.at() - 1;
    } else if (
      first === BYTE.brace &&
      asked.some((keys) => keys.length > path.length && isPath(keys.slice(0, path.length), path))
    )
      members(path);
    else window.skipValue(path.length);
  };
  const members = (path: readonly string[]): void => {
    window.take();
    while (window.peek() !== BYTE.braceEnd) {
      if (window.peek() !== BYTE.quote) throw window.broken('no key');
      const key = window.text();
      if (window.peek() !== BYTE.colon) throw window.broken('no colon');
      window.take();
      value([...path, key]);
      if (window.peek() === BYTE.comma) window.take();
      else if (window.peek() !== BYTE.braceEnd) throw window.broken('no comma');
    }
    window.take();
  };
  for (let at = 0; at < from; at++) window.take();
  value([]);
  // what follows the document, or a comma before a brace, is found when what stands beside the lists is parsed
  add(bytes.size);
  return { beside, lists };
};

interface Place {
  readonly bytes: DocumentBytes;
  readonly window: Window;
  readonly depth: number;
}

/** From a list's opening bracket to behind its closing one. */
const elements = ({ bytes, window, depth }: Place, pages: PageMaker): Pages => {
  window.take();
  if (window.peek() !== BYTE.bracketEnd) {
    for (let isOver = false; !isOver;) {
      window.peek();
      const from = window.at();
      const values = window.skipValue(depth);
      const to = window.at();
      pages.add(from, to, values > LIMITS.values || isTooLong(bytes, from, to));
      isOver = window.peek() === BYTE.bracketEnd;
      if (!isOver && window.take() !== BYTE.comma) throw window.broken('no comma');
    }
  }
  window.take();
  return pages;
};

const isTooLong = (bytes: DocumentBytes, from: number, to: number): boolean =>
  to - from > LIMITS.line || (to - from > LIMITS.line / 2 && isTooWide(read(bytes, from, to)));

const read = (bytes: DocumentBytes, from: number, to: number): Buffer => {
  const target = Buffer.allocUnsafeSlow(to - from);
  return target.subarray(0, bytes.read(target, from));
};

const isPath = (keys: readonly string[], path: readonly string[]): boolean =>
  keys.length === path.length && keys.every((key, index) => key === path[index]);

const hasByteOrderMark = (bytes: DocumentBytes): boolean => bytes.text(0, 3) === '\uFEFF';
