/** The one way out. stdout gets the value and nothing else; stderr gets warnings, hints and progress. */
import type { Writable } from 'node:stream';
import { OpenSessionError } from '../domain/errors.ts';
import { escapeForTerminal } from '../formats/terminal.ts';
import { escapeJson, jsonPieces } from './json-text.ts';

export interface Streams {
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

export interface Output {
  /** stdout is a terminal. */
  readonly terminal: boolean;
  /** Of the terminal; undefined where there is none, or it does not say: some say 0, and nobody reads in a few. */
  readonly columns: number | undefined;
  /** Of the terminal; undefined where there is none, or it does not say. */
  readonly rows: number | undefined;
  /** Text with a newline at its end: escaped for a terminal, exact for a pipe or a file. */
  text(text: string): Promise<void>;
  /** One JSON document. */
  json(value: unknown): Promise<void>;
  /** JSON that is text already, piece by piece; stops where nobody reads any more. */
  jsonPieces(pieces: Iterable<string>): Promise<void>;
  /** Bytes, exact; stops where nobody reads any more. */
  bytes(chunks: AsyncIterable<Uint8Array>): Promise<void>;
  /** Texts of our own (help), which may hold colours. */
  own(text: string): Promise<void>;
  /** To stderr, unless --quiet. */
  note(text: string): void;
  /** To stderr, always. */
  alarm(text: string): void;
  /** A line on a terminal's stderr that the next one replaces; '' clears it. */
  progress(text: string): void;
}

export const openOutput = (streams: Streams, quiet: boolean): Output => {
  const write = writer(streams.stdout);
  const terminal = streams.stdout.isTTY === true;
  streams.stderr.on('error', () => {});
  const alarm = (text: string): void => void streams.stderr.write(`${escapeForTerminal(text)}\n`);
  return {
    terminal,
    columns: terminal && (streams.stdout.columns ?? 0) >= LEAST_COLUMNS ? streams.stdout.columns : undefined,
    rows: terminal && (streams.stdout.rows ?? 0) > 0 ? streams.stdout.rows : undefined,
    text: async (text) => void (await write(terminal ? onTerminal(escapeForTerminal(text)) : text)),
    json: async (value) => {
      for (const piece of jsonPieces(value)) if (!(await write(piece))) return;
    },
    jsonPieces: async (pieces) => {
      let last = '\n';
      for (const piece of pieces) {
        if (!(await write(escapeJson(piece)))) return;
        last = piece;
      }
      if (terminal && !last.endsWith('\n')) await write('\n');
    },
    bytes: async (chunks) => {
      for await (const chunk of chunks) if (!(await write(chunk))) return;
    },
    own: async (text) => void (await write(text)),
    note: (text) => quiet || alarm(text),
    alarm,
    progress: (text) => {
      if (streams.stderr.isTTY === true && !quiet) streams.stderr.write(`\r\u001B[K${escapeForTerminal(text)}`);
    },
  };
};

const LEAST_COLUMNS = 20;

/** So that the prompt begins on a line of its own. */
const onTerminal = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** Writes and says whether anybody still reads: a closed pipe (`| head`) is no failure. @throws no_space */
const writer = (stream: Writable): ((text: string | Uint8Array) => Promise<boolean>) => {
  let open = true;
  // Without a listener the error event of a closed pipe would end the process.
  stream.on('error', () => {});
  return async (text) => {
    if (!open || text.length === 0) return open;
    const error = await new Promise<Error | null | undefined>((done) => stream.write(text, done));
    if (error) open = false;
    if (error && !isClosedPipe(error))
      throw new OpenSessionError('no_space', `stdout could not be written: ${error.message}`, { cause: error });
    return open;
  };
};

const isClosedPipe = (error: Error): boolean =>
  'code' in error && (error.code === 'EPIPE' || error.code === 'EOF' || error.code === 'ERR_STREAM_DESTROYED');
