import type { LogReader } from '../log-reader.ts';

/** One line of a chat history, by what it is. `blank`: empty lines before it. `text` is without the mark. */
export interface ChatLine {
  readonly kind: 'user' | 'tool' | 'text';
  readonly text: string;
  readonly blank: number;
  readonly offset: number;
  readonly length: number;
}

/** How a file is written: Aider ends what it and the person said by two spaces, and a line by the system's line end. */
export interface Style {
  /** True: a line is the person's or Aider's only with the two spaces; the answers of models have headings and quotes. */
  readonly marked: boolean;
  readonly line_end: 1 | 2;
}

export const styleOf = (path: string, logs: LogReader): Style => {
  const head = logs.head(path, 262_144);
  return { marked: /^#### .* {2}\r?$/m.test(head), line_end: head.includes('\r\n') ? 2 : 1 };
};

/** More empty lines than this between two others are not kept. */
const MOST_BLANK = 200;

export const blankLines = (gap: number, { line_end }: Style): number =>
  Math.min(MOST_BLANK, Math.max(0, Math.round(gap / line_end) - 1));

export const kindOf = (line: string, { marked }: Style): ChatLine['kind'] => {
  if (marked && !line.endsWith('  ')) return 'text';
  if (line.startsWith('#### ')) return 'user';
  return line.startsWith('> ') || line.trimEnd() === '>' ? 'tool' : 'text';
};

export const withoutMark = (line: string, kind: ChatLine['kind']): string => {
  if (kind === 'user') return line.slice('#### '.length).trimEnd();
  return kind === 'tool' ? line.slice(1).trim() : line;
};
