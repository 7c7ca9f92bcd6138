import type { LogList } from '../../agents/log-reader.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { clearFor } from '../keep-heap-small.ts';
import { LIMITS } from '../limits.ts';
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

/**
 * Bytes of pages that are parsed because an element was asked for by its place, which take some two seconds. It is twice
 * the largest document: logs of agents come to less than once their size.
 */
const MOST = 2 * LIMITS.document;

const tooFarApart = (path: string): OpenSessionError =>
  new OpenSessionError('log_too_large', `expected results near their calls in ${path}, found them too far apart`);

/** Of all lists that are read together: lets go of the elements of the last page that was too large to be kept beside others. */
export interface LargePage {
  release(): void;
}

/** A list whose elements are parsed page by page, as they are asked for. */
export const pagedList = (source: Source, pages: Pages, large: LargePage = { release: () => {} }): LogList => {
  let left = MOST;
  const recent = keepRecent(large);
  const parse = (page: Page): readonly unknown[] => parsePage(source, page);
  const fetch = (page: Page): readonly unknown[] => {
    left -= page.to - page.from;
    if (left < 0) throw tooFarApart(source.bytes.path);
    return parse(page);
  };
  return {
    length: pages.length,
    at: (index) => {
      const page = pages.pageOf(index);
      return page === undefined ? undefined : recent(page, fetch)[index - page.first];
    },
    offsetOf: (index) => {
      const page = pages.pageOf(index);
      return page?.isTooLarge === true ? page.from : 0;
    },
    *[Symbol.iterator]() {
      for (const page of pages.pages) yield* recent(page, parse);
    },
  };
};

/** Bytes of pages whose elements are kept: what is looked for ahead is passed again soon. */
const KEPT = 256 * 1024;

const keepRecent = (
  large: LargePage,
): ((page: Page, parse: (page: Page) => readonly unknown[]) => readonly unknown[]) => {
  const kept = new Map<Page, readonly unknown[]>();
  let bytes = 0;
  return (page, parse) => {
    const known = kept.get(page);
    if (known !== undefined) return known;
    const size = page.to - page.from;
    // before it is parsed: two long ones are not held together
    for (const [oldest] of kept) {
      if (bytes + size <= KEPT) break;
      bytes -= oldest.to - oldest.from;
      kept.delete(oldest);
    }
    if (size > KEPT) {
      large.release();
      large.release = () => {
        kept.clear();
        bytes = 0;
      };
    }
    const values = parse(page);
    bytes += size;
    kept.set(page, values);
    return values;
  };
};

/**
 * All elements of a page at once, between brackets: that is JSON where each of them is, and of no other. Brackets were
 * counted without a look at their kind, and between two commas there may be nothing.
 */
const parsePage = (source: Source, { from, to, count, isTooLarge }: Page): readonly unknown[] => {
  if (isTooLarge) return [undefined];
  clearFor(to - from);
  const text = source.bytes.text(from, to);
  // brackets around a long text would be a copy of it
  if (count === 1) return [parsed(source, text, from)];
  const values = parsed(source, `[${text}]`, from);
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
