import type { DocumentBytes } from './document-bytes.ts';
import { createPages, type PageMaker, type Pages } from './pages.ts';
import { BYTE, openWindow, type Window } from './window.ts';

/** Where everything stands in a document, by its brackets, strings and commas alone: whether it is JSON is not known yet. */
export interface ScannedDocument {
  /** Spans, from and to, of what stands beside the lists; of each list only its brackets. */
  readonly beside: readonly (readonly [number, number])[];
  /** By their places in what was asked: the last list that stood there. */
  readonly lists: readonly (Pages | undefined)[];
  /** All lists: a later one takes the place of an earlier, which has to be JSON nonetheless. */
  readonly found: readonly Pages[];
}

export interface ScanOptions {
  /** The keys that lead to each list. */
  readonly lists: readonly (readonly string[])[];
  /** Bytes that are looked at together. */
  readonly window?: number | undefined;
  /** Bytes of elements that are parsed together. */
  readonly page?: number | undefined;
}

/** @throws log_broken for what is cut off or nests too deep */
export const scanDocument = (bytes: DocumentBytes, options: ScanOptions): ScannedDocument => {
  const asked = options.lists;
  const window = openWindow(bytes, options.window);
  const beside: [number, number][] = [];
  const lists: (Pages | undefined)[] = asked.map(() => undefined);
  const found: Pages[] = [];
  let from = hasByteOrderMark(bytes) ? 3 : 0;
  const value = (path: readonly string[]): void => {
    const first = window.peek();
    const wanted = first === BYTE.bracket ? asked.findIndex((keys) => isPath(keys, path)) : -1;
    if (wanted !== -1) {
      beside.push([from, window.at() + 1]);
      const pages = elements(window, path.length + 1, createPages(options.page));
      lists[wanted] = pages;
      if (pages.length > 0) found.push(pages);
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
  beside.push([from, bytes.size]);
  return { beside, lists, found };
};

/** From a list's opening bracket to behind its closing one. */
const elements = (window: Window, depth: number, pages: PageMaker): Pages => {
  window.take();
  if (window.peek() !== BYTE.bracketEnd) {
    for (let isOver = false; !isOver;) {
      window.peek();
      const from = window.at();
      window.skipValue(depth);
      pages.add(from, window.at());
      isOver = window.peek() === BYTE.bracketEnd;
      if (!isOver && window.take() !== BYTE.comma) throw window.broken('no comma');
    }
  }
  window.take();
  return pages;
};

const isPath = (keys: readonly string[], path: readonly string[]): boolean =>
  keys.length === path.length && keys.every((key, index) => key === path[index]);

const hasByteOrderMark = (bytes: DocumentBytes): boolean => bytes.slice(0, 3).equals(MARK);
const MARK = Buffer.from('\uFEFF');

/** Bytes of what stands beside the lists. */
export const lengthBeside = ({ beside }: ScannedDocument): number =>
  beside.reduce((sum, [from, to]) => sum + to - from, 0);
