import type { ChatLine } from './chat-lines.ts';

/** What was said in one go: a prompt, one line of Aider, or an answer of the model. */
export interface Entry {
  readonly kind: ChatLine['kind'];
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

/** Characters of one entry; what goes on longer is cut into several. */
const MOST = 4 * 1024 * 1024;

interface Open {
  readonly kind: ChatLine['kind'];
  readonly offset: number;
  readonly parts: string[];
  size: number;
  end: number;
}

/** Puts the lines of a prompt and of an answer together. Each line of Aider stands for itself. */
export function* entriesOf(lines: Iterable<ChatLine>): Generator<Entry> {
  let open: Open | undefined;
  for (const line of lines) {
    if (open !== undefined && !belongs(line, open)) {
      yield closed(open);
      open = undefined;
    }
    open ??= { kind: line.kind, offset: line.offset, parts: [], size: 0, end: line.offset };
    const gap = open.parts.length === 0 ? '' : '\n'.repeat(line.blank + 1);
    open.parts.push(gap, line.text);
    open.size += gap.length + line.text.length;
    open.end = line.offset + line.length;
  }
  if (open !== undefined) yield closed(open);
}

/** An empty line ends a prompt; in an answer it is part of it. */
const belongs = (line: ChatLine, open: Open): boolean => {
  if (line.kind !== open.kind || open.kind === 'tool' || open.size > MOST) return false;
  return open.kind === 'text' || line.blank === 0;
};

const closed = ({ kind, parts, offset, end }: Open): Entry => ({
  kind,
  text: parts.join(''),
  offset,
  length: end - offset,
});
