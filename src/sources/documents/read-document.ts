import type { LogDocument, LogList } from '../../agents/log-reader.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { field, isObject } from '../../domain/json.ts';
import { isDeeperThan } from '../../domain/json-depth.ts';
import { holdsMoreThan } from '../../domain/json-values.ts';
import { isTooWide } from '../is-too-wide.ts';
import { LIMITS } from '../limits.ts';
import { tooLarge } from '../read-whole.ts';
import type { DocumentBytes } from './document-bytes.ts';
import { checkPages, type LargePage, pagedList, type Parse } from './paged-list.ts';
import type { KnownScans } from './known-scans.ts';
import { type ScannedDocument, scanDocument, type ScanOptions } from './scan-document.ts';

export interface DocumentOptions extends ScanOptions {
  /** Bytes up to which a document is parsed as a whole, which is quicker. */
  readonly whole?: number | undefined;
  /** In place of JSON.parse. */
  readonly parse?: Parse | undefined;
  /** What is known of documents that were read before. */
  readonly scans?: KnownScans | undefined;
  /** Shared with the documents that are read beside it. */
  readonly large?: LargePage | undefined;
}

/** A document and its lists; the same whether it is parsed as a whole or in parts. @throws log_broken, log_too_large */
export const readDocument = (bytes: DocumentBytes, options: DocumentOptions): LogDocument => {
  if (bytes.size > (options.whole ?? LIMITS.whole)) return parseParts(bytes, options);
  const text = bytes.text(0, bytes.size).replace(/^\uFEFF/, '');
  // in parts only the elements that hold so many are passed over
  return holdsMoreThan(LIMITS.values, text) ? parseParts(bytes, options) : parseWhole(bytes.path, text, options);
};

const parseWhole = (path: string, text: string, { lists: asked, parse }: DocumentOptions): LogDocument =>
  withoutLists(parseCounted(path, text, parse), asked, (list) => listOf(list));

const parseParts = (bytes: DocumentBytes, options: DocumentOptions): LogDocument => {
  const { lists: asked, scans, large, parse = JSON.parse } = options;
  const source = { bytes, parse };
  const known = scans?.get(bytes, asked);
  const scanned = known ?? scanDocument(bytes, { ...options, onReplaced: (pages) => checkPages(source, pages) });
  const rest = parseDocument(bytes.path, textBeside(bytes, scanned), parse);
  if (known === undefined) {
    for (const pages of scanned.lists) if (pages !== undefined) checkPages(source, pages);
    scans?.set(bytes, asked, scanned);
  }
  return withoutLists(rest, asked, (_, index) => {
    const pages = scanned.lists[index];
    return pages === undefined ? undefined : pagedList(source, pages, large);
  });
};

const textBeside = (bytes: DocumentBytes, { beside }: ScannedDocument): string => {
  const parts: string[] = [];
  for (let at = 0; at < beside.length; at += 2) parts.push(bytes.text(beside[at] ?? 0, beside[at + 1] ?? 0));
  return parts.join('');
};

/** JSON text that nests no deeper than LIMITS.depth, and holds no more than LIMITS.values. @throws log_broken, log_too_large */
export const parseDocument = (path: string, text: string, parse: Parse = JSON.parse): unknown => {
  if (text.length > LIMITS.line / 2 && isTooWide(Buffer.from(text))) throw tooLarge(`${path} in memory`, LIMITS.line);
  if (holdsMoreThan(LIMITS.values, text)) throw broken(path, `more than ${LIMITS.values} values`);
  return parseCounted(path, text, parse);
};

const parseCounted = (path: string, text: string, parse: Parse = JSON.parse): unknown => {
  if (isDeeperThan(LIMITS.depth, text)) throw broken(path, `nested deeper than ${LIMITS.depth}`);
  try {
    return parse(text);
  } catch (cause) {
    throw broken(path, (cause as Error).message, cause);
  }
};

const broken = (path: string, why: string, cause?: unknown): OpenSessionError =>
  new OpenSessionError('log_broken', `expected one JSON document in ${path}: ${why}`, { cause });

const withoutLists = (
  document: unknown,
  asked: DocumentOptions['lists'],
  open: (list: readonly unknown[], index: number) => LogList | undefined,
): LogDocument => {
  let rest = document;
  const lists = asked.map((keys, index) => {
    const [holder, name] = [keys.slice(0, -1).reduce<unknown>(field, document), keys.at(-1)];
    const list = name === undefined ? document : field(holder, name);
    if (!Array.isArray(list)) return undefined;
    if (name === undefined) rest = undefined;
    else if (isObject(holder)) Reflect.deleteProperty(holder, name);
    return open(list, index);
  });
  return { rest, lists };
};

const listOf = (values: readonly unknown[]): LogList => ({
  length: values.length,
  at: (index) => values[index],
  offsetOf: () => 0,
  [Symbol.iterator]: () => values.values(),
});
