import type { Tally } from '../../domain/coverage.ts';
import type { Event } from '../../domain/session.ts';
import type { LogReader } from '../log-reader.ts';
import { tell } from '../reading/record-fate.ts';
import { handingOver, lineEvents, type Transcript } from './transcript-line.ts';

interface Opened {
  readonly logs: LogReader;
  readonly tally: Tally;
  readonly index: number;
  readonly transcript: Transcript;
}

/** One piece of a text transcript. */
interface Piece {
  readonly kind: 'user' | 'assistant' | 'thinking' | 'call' | 'result';
  readonly name: string;
  readonly lines: string[];
  readonly offset: number;
  end: number;
}

/** Characters that are kept of one piece. */
const MAX_TEXT = 4 * 1024 * 1024;

/**
 * The older transcripts (until early 2026): `user:` and `A:` (or `assistant:`) on lines of their own, then texts;
 * `[Thinking] …`, `[Tool call] Name` with indented `key: value` lines, `[Tool result] Name`. Each piece is a record;
 * empty lines within one are lost.
 */
export function* textTranscript(path: string, { logs, tally, index, transcript }: Opened): Generator<Event> {
  let size = 0;
  let piece: Piece | undefined;
  const finish = function* (): Generator<Event> {
    if (piece === undefined) return;
    const origin = { source: index, offset: piece.offset, length: piece.end - piece.offset };
    const { events, fate } = lineEvents(lineOf(piece), transcript, origin);
    tell(fate, tally, piece.offset);
    yield* handingOver(events, transcript);
  };
  for (const line of logs.lines(path)) {
    const text = line.text();
    const isApart = piece !== undefined && line.offset > piece.end + 2; // an empty line stands between
    const next = begins(text, prosePast(piece, isApart), { offset: line.offset, end: line.offset + line.length });
    if (next !== undefined) {
      yield* finish();
      piece = next;
      size = 0;
    } else if (piece !== undefined) {
      size += text.length;
      if (size <= MAX_TEXT) piece.lines.push(text);
      piece.end = line.offset + line.length;
    } else tally.ignored('text', 'before the first message');
  }
  yield* finish();
}

/** Whether an unmarked line is the agent's own again: arguments may go on over lines, up to an empty one. */
const prosePast = (piece: Piece | undefined, isApart: boolean): boolean =>
  piece?.kind === 'result' || (piece?.kind === 'call' && isApart);

const begins = (text: string, proseNext: boolean, place: { offset: number; end: number }): Piece | undefined => {
  if (/^user:\s*$/i.test(text)) return { kind: 'user', name: '', lines: [], ...place };
  if (/^(?:A|assistant):\s*$/i.test(text)) return { kind: 'assistant', name: '', lines: [], ...place };
  const [, mark, rest = ''] = /^\[(Thinking|Tool call|Tool result)\] ?(.*)$/s.exec(text) ?? [];
  if (mark === 'Thinking') return { kind: 'thinking', name: '', lines: [rest], ...place };
  if (mark === 'Tool call') return { kind: 'call', name: rest.trim(), lines: [], ...place };
  if (mark === 'Tool result') return { kind: 'result', name: rest.trim(), lines: [], ...place };
  return proseNext && !/^\s/.test(text) ? { kind: 'assistant', name: '', lines: [text], ...place } : undefined;
};

/** A line of the same shape as those of JSON Lines. */
const lineOf = ({ kind, name, lines }: Piece): unknown => {
  const text = lines.join('\n');
  switch (kind) {
    case 'user':
      return { role: 'user', message: { content: [{ type: 'text', text }] } };
    case 'thinking':
      return { role: 'assistant', message: { content: [{ type: 'thinking', thinking: text }] } };
    case 'call':
      return { role: 'assistant', message: { content: [{ type: 'tool_use', name, input: argumentsIn(lines) }] } };
    case 'result':
      return { role: 'user', message: { content: text.trim() === '' ? [] : [{ type: 'tool_result', content: text }] } };
    default:
      return { role: 'assistant', message: { content: [{ type: 'text', text }] } };
  }
};

const ARGUMENT = /^ {2}([A-Za-z_]\w{0,60}): ?(.*)$/s;

/** `  key: value` lines; what is not of that form goes on with the value before. */
const argumentsIn = (lines: readonly string[]): { readonly [key: string]: string } => {
  const found = new Map<string, string>();
  let last: string | undefined;
  for (const line of lines) {
    const [, key, value = ''] = ARGUMENT.exec(line) ?? [];
    if (key !== undefined && !found.has(key)) {
      last = key;
      found.set(key, value);
    } else if (last !== undefined) found.set(last, `${found.get(last) ?? ''}\n${line}`);
  }
  // where such a text ends cannot be told from the next argument's beginning
  for (const key of ['contents', 'content', 'old_string', 'new_string', 'code_edit']) found.delete(key);
  return Object.fromEntries(found);
};
