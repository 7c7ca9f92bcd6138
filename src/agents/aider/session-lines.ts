import type { LogReader } from '../log-reader.ts';
import { type ChatLine, blankLines, kindOf, type Style, styleOf, withoutMark } from './chat-lines.ts';
import { createKeys, HEADER_BYTES, startOf } from './chat-header.ts';

/** The lines of one session of a file. */
export interface SessionLines {
  /** The session's header: when it began; undefined for what stands before the first header. */
  readonly started: string | undefined;
  /** Where it begins in the file. */
  readonly offset: number;
  readonly lines: Iterable<ChatLine>;
}

/** Finds a session by its key (the first one without a key) and goes through its lines. Undefined: there is none. */
export const openSession = (path: string, key: string | undefined, logs: LogReader): SessionLines | undefined => {
  const style = styleOf(path, logs);
  const keys = createKeys();
  let isFirst = true;
  for (const line of logs.lines(path)) {
    const started = startOf(line.head(HEADER_BYTES));
    const begins = started !== undefined || isFirst;
    isFirst = false;
    if (!begins) continue;
    const own = keys.next(started);
    if (key === undefined || key === own) {
      const { offset } = line;
      return { started, offset, lines: linesFrom({ path, logs, style }, offset) };
    }
  }
  return undefined;
};

interface File {
  readonly path: string;
  readonly logs: LogReader;
  readonly style: Style;
}

/** A report of Aider that runs over several lines has its mark on the first and the two spaces on the last one. */
function* linesFrom({ path, logs, style }: File, from: number): Generator<ChatLine> {
  let end = from;
  let isOpen = false;
  let last: ChatLine['kind'] = 'tool';
  for (const line of logs.lines(path)) {
    if (line.offset < from) continue;
    const isHeader = startOf(line.head(HEADER_BYTES)) !== undefined;
    if (isHeader && line.offset > from) return;
    const { offset, length } = line;
    const text = line.text();
    const blank = blankLines(offset - end, style);
    end = offset + length;
    if (isHeader) continue;
    const own: ChatLine['kind'] = kindOf(text, style);
    isOpen = own === 'text' && (isOpen || opensReport(text, last, style));
    const kind: ChatLine['kind'] = isOpen ? 'tool' : own;
    yield { kind, text: isOpen ? text.replace(/^> ?/, '').trimEnd() : withoutMark(text, kind), blank, offset, length };
    if (isOpen && text.endsWith('  ')) isOpen = false;
    last = kind;
  }
}

/** A quote in an answer looks the same, but stands behind other lines of the answer, as tokens with a line of cost do. */
const opensReport = (text: string, last: ChatLine['kind'], { marked }: Style): boolean =>
  marked && text.startsWith('> ') && (last !== 'text' || /^> Tokens: [\d.,]+[kM]? sent, /.test(text));
