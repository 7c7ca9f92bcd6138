import type { LogDocument, LogList } from '../../agents/log-reader.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { field, isObject } from '../../domain/json.ts';
import { isDeeperThan } from '../../domain/json-depth.ts';
import { LIMITS } from '../limits.ts';
import { tooLarge } from '../read-whole.ts';
import type { DocumentBytes } from './document-bytes.ts';
import { checkPages, pagedList, type Parse } from './paged-list.ts';
import { lengthBeside, scanDocument, type ScanOptions } from './scan-document.ts';

export interface DocumentOptions extends ScanOptions {
  /** Bytes up to which a document is parsed as a whole, which is quicker. */
  readonly whole?: number | undefined;
  /** In place of JSON.parse. */
  readonly parse?: Parse | undefined;
}

/** A document and its lists; the same whether it is parsed as a whole or in parts. @throws log_broken, log_too_large */
export const readDocument = (bytes: DocumentBytes, options: DocumentOptions): LogDocument =>
  bytes.size <= (options.whole ?? LIMITS.whole) ? parseWhole(bytes, options) : parseParts(bytes, options);

const parseWhole = (bytes: DocumentBytes, { lists: asked, parse }: DocumentOptions): LogDocument => {
  const text = bytes.slice(0, bytes.size).toString('utf8');
  return withoutLists(parseDocument(bytes.path, text.replace(/^\uFEFF/, ''), parse), asked, (list) => listOf(list));
};

const parseParts = (bytes: DocumentBytes, options: DocumentOptions): LogDocument => {
  const scanned = scanDocument(bytes, options);
  const source = { bytes, parse: options.parse ?? JSON.parse };
  // what stands beside the lists is held, as a line of a log is
  if (lengthBeside(scanned) > LIMITS.line) throw tooLarge(bytes.path, LIMITS.line);
  const text = Buffer.concat(scanned.beside.map(([from, to]) => bytes.slice(from, to))).toString('utf8');
  const beside = parseDocument(bytes.path, text, options.parse);
  for (const pages of scanned.found) checkPages(source, pages);
  return withoutLists(beside, options.lists, (_, index) => {
    const pages = scanned.lists[index];
    return pages === undefined ? undefined : pagedList(source, pages);
  });
};

/** JSON text that nests no deeper than LIMITS.depth. @throws log_broken */
export const parseDocument = (path: string, text: string, parse: Parse = JSON.parse): unknown => {
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
