/** The port through which agents read: bounded, synchronous, read-only. `sources/` implements it over real files. */

export interface FileStat {
  readonly kind: 'file' | 'directory';
  readonly size: number;
  /** Milliseconds since the epoch, whole. */
  readonly mtime_ms: number;
}

/** One line of a JSONL file. */
export interface LogLine {
  /** Bytes from the start of the (decompressed) file, and bytes without the line end. */
  readonly offset: number;
  readonly length: number;
  /** The decoded text (invalid UTF-8 replaced, BOM of the first line removed, CR removed). */
  text(): string;
  /**
   * The parsed value. Undefined when the line is no JSON, nested deeper than 512, of more than 500,000 values, longer
   * than 32 MiB, or than 16 with characters beyond Latin-1: the agent then tallies it as broken.
   */
  json(): unknown;
  /** The first `bytes` bytes, decoded: to sniff a type without parsing. */
  head(bytes: number): string;
}

/** The elements of a list in a document, parsed as they are asked for; it may be gone through as often as wanted. */
export interface LogList extends Iterable<unknown> {
  readonly length: number;
  /** Undefined beyond the end, and of an element that is too long or of too many values for a line: it is then tallied as broken. */
  at(index: number): unknown;
  /** Bytes from the start of the document to an element that is too large; 0 of every other, which have no place. */
  offsetOf(index: number): number;
}

/** A document without the lists that were asked for. */
export interface LogDocument {
  /** Undefined where the document itself is such a list. */
  readonly rest: unknown;
  /** By their places in what was asked; undefined where no list stands there. */
  readonly lists: readonly (LogList | undefined)[];
}

export type Row = { readonly [column: string]: null | number | bigint | string | Uint8Array };

export interface LogReader {
  /** Undefined for what is missing, unreadable, or neither file nor directory (links are followed, FIFOs and sockets are not opened). */
  stat(path: string): FileStat | undefined;
  /** Names in a directory, sorted by code unit; empty when it is missing or unreadable. */
  list(dir: string): readonly string[];
  /**
   * The non-empty lines of a JSONL file in order. `.zst` and `.gz` are decompressed (up to 512 and 64 MiB). The last line
   * counts although its line end may be missing; of a packed log that was cut off the line of the cut is no JSON. @throws file_not_found, not_readable, log_too_large
   */
  lines(path: string): Iterable<LogLine>;
  /**
   * Whether a text stands anywhere in a file's (decompressed) bytes: much sooner told than by its lines. @throws as lines
   */
  holds(path: string, text: string): boolean;
  /** The first bytes of a file, decoded and decompressed; '' when unreadable. */
  head(path: string, bytes: number): string;
  /** A whole document up to 32 MiB, for what is small by its nature. @throws file_not_found, not_readable, log_too_large, log_broken */
  json(path: string): unknown;
  /**
   * A document up to 256 MiB (packed: 64 MiB once unpacked) whose long lists are not held: each is told by the keys that
   * lead to it, none for the document itself. What stands beside them is at most 32 MiB. A document that is no JSON is
   * told before any element is given. @param parse in place of JSON.parse, of text that nests no deeper than 512
   * @throws as json, and while a list is gone through log_broken where the file was written meanwhile, log_too_large
   * where elements are asked for in turns over and over
   */
  document(path: string, lists: readonly (readonly string[])[], parse?: (text: string) => unknown): LogDocument;
  /** Whole text up to `bytes`; undefined when missing. Longer files are cut there. */
  text(path: string, bytes: number): string | undefined;
  /**
   * Table and column names of a SQLite store, opened read-only; undefined when it is none.
   * @throws not_readable, log_broken for a damaged store, no_space
   */
  tables(path: string): ReadonlyMap<string, readonly string[]> | undefined;
  /**
   * Rows of a query on a SQLite store, streamed. A value of more than 32 MiB, or of 16 with characters beyond ASCII, is
   * null. @throws log_broken for a damaged store, no_space */
  rows(path: string, query: { readonly sql: string; readonly params?: readonly (string | number)[] }): Iterable<Row>;
}
