import type { LogList } from '../../agents/log-reader.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import type { DocumentBytes } from './document-bytes.ts';
import type { Page, Pages } from './pages.ts';

export type Parse = (text: string) => unknown;

interface Source {
  readonly bytes: DocumentBytes;
  readonly parse: Parse;
}

/** @throws log_broken where an element is no JSON */
export const checkPages = (source: Source, { pages }: Pages): void => {
  for (const page of pages) parsePage(source, page);
};

/** How often its size a document is parsed at most: small elements that are all far from what needs them come near it. */
const MOST = 128;

const tooFarApart = (path: string): OpenSessionError =>
  new OpenSessionError('log_too_large', `expected results near their calls in ${path}, found them too far apart`);

/** A list whose elements are parsed page by page, as they are asked for. */
export const pagedList = (source: Source, pages: Pages): LogList => {
  let left = MOST * source.bytes.size;
  const recent = keepRecent((page) => {
    left -= page.to - page.from;
    if (left < 0) throw tooFarApart(source.bytes.path);
    return parsePage(source, page);
  });
  return {
    length: pages.length,
    at: (index) => {
      const page = pages.pageOf(index);
      return page === undefined ? undefined : recent(page)[index - page.first];
    },
    offsetOf: (index) => {
      const page = pages.pageOf(index);
      return page?.isTooLong === true ? page.from : 0;
    },
    *[Symbol.iterator]() {
      for (const page of pages.pages) yield* recent(page);
    },
  };
};

/** Bytes of pages whose elements are kept: what is looked for ahead is passed again soon. */
const KEPT = 256 * 1024;

const keepRecent = (parse: (page: Page) => readonly unknown[]): ((page: Page) => readonly unknown[]) => {
  const kept = new Map<Page, readonly unknown[]>();
  let bytes = 0;
  return (page) => {
    const known = kept.get(page);
    if (known !== undefined) return known;
    const values = parse(page);
    bytes += page.to - page.from;
    kept.set(page, values);
    for (const [oldest] of kept) {
      if (bytes <= KEPT || kept.size === 1) break;
      bytes -= oldest.to - oldest.from;
      kept.delete(oldest);
    }
    return values;
  };
};

/**
 * All elements of a page at once, between brackets: that is JSON where each of them is, and of no other. Brackets were
 * counted without a look at their kind, and between two commas there may be nothing.
 */
const parsePage = (source: Source, { from, to, count, isTooLong }: Page): readonly unknown[] => {
  if (isTooLong) return [undefined];
  const values = parsed(source, `[${source.bytes.text(from, to)}]`, from);
  if (!Array.isArray(values) || values.length !== count)
    throw new OpenSessionError(
      'log_broken',
      `expected one JSON document in ${source.bytes.path}: no value at byte ${from}`,
    );
  return values;
};

const parsed = ({ bytes, parse }: Source, text: string, from: number): unknown => {
  try {
    return parse(text);
  } catch (cause) {
    const why = `${(cause as Error).message}, behind byte ${from}`;
    throw new OpenSessionError('log_broken', `expected one JSON document in ${bytes.path}: ${why}`, { cause });
  }
};
