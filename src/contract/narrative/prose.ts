/**
 * A message's own words, sentence by sentence: without code, quoted text and tables, with lists and headings marked.
 * One pass over the text, whatever stands in it.
 */
export interface Sentence {
  readonly text: string;
  /** The same with inline code, quotes, parentheses and addresses blanked: what words and marks may be looked for in. */
  readonly own: string;
  readonly kind: 'prose' | 'item' | 'heading';
  /** Sentences of one paragraph, list item or heading have one number. */
  readonly block: number;
  /** Of a list item: columns before its marker. */
  readonly indent: number;
  /** A ticked box in front of it. */
  readonly ticked: boolean;
}

/** A text without marks of emphasis and white space around it. */
export const bare = (text: string): string => {
  const plain = text.replaceAll('*', '');
  let from = 0;
  let to = plain.length;
  while (from < to && isEdge(plain, from)) from++;
  while (to > from && isEdge(plain, to - 1)) to--;
  return plain.slice(from, to);
};

const isEdge = (text: string, at: number): boolean => text[at] === '_' || /\s/u.test(text.charAt(at));

/** Own words in lower case, without marks of emphasis and lead-ins. */
export const plain = (sentence: Sentence): string =>
  bare(sentence.own)
    .replace(/^[(（]/u, '')
    .toLowerCase()
    .replace(LEAD, '');

/** Said before the phrase that matters. */
const LEAD =
  /^(?:and|also|so|or|otherwise|alternatively|finally|if so|if not|that said|meanwhile|but|however|unfortunately|sadly)[, ]+/u;

/** Each sentence with the one before it and the one behind it. */
export function* withNeighbours(
  sentences: Iterable<Sentence>,
): Generator<readonly [Sentence, { readonly before: Sentence | undefined; readonly next: Sentence | undefined }]> {
  let before: Sentence | undefined;
  let current: Sentence | undefined;
  for (const next of sentences) {
    if (current !== undefined) yield [current, { before, next }];
    before = current;
    current = next;
  }
  if (current !== undefined) yield [current, { before, next: undefined }];
}

interface Block {
  readonly kind: Sentence['kind'];
  readonly indent: number;
  readonly ticked: boolean;
  readonly lines: string[];
}

const FENCE = /^\s{0,12}(`{3,}|~{3,})/u;
const HEADING = /^\s{0,3}#{1,6}\s+(.*)$/u;
/** A line in bold alone is a heading as agents write them: `**Next steps**`, `**Next steps:**`; a question is none. */
const BOLD_LINE = /^\s{0,3}\*\*([^*]{0,99}[^*?？])\*\*\s*[:：]?\s*$/u;
const ITEM = /^(\s*)(?:[-*+•]|\d{1,3}[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/u;

/** Block by block as they are asked for: the first sentence tells many a reader enough. */
export function* sentencesOf(message: string): Generator<Sentence> {
  for (const [index, block] of blocksOf(message).entries()) {
    const text = block.lines.join(' ').trim();
    const own = blanked(text);
    for (const [from, to] of splitAt(own))
      yield {
        text: text.slice(from, to).trim(),
        own: own.slice(from, to).trim(),
        kind: block.kind,
        block: index,
        indent: block.indent,
        ticked: block.ticked,
      };
  }
}

const blocksOf = (message: string): readonly Block[] => {
  const blocks: Block[] = [];
  let fence: string | null = null;
  let open: Block | null = null;
  for (const line of message.split(/\r?\n/u)) {
    const mark = FENCE.exec(line)?.[1];
    if (mark !== undefined && (fence === null || mark.startsWith(fence))) {
      fence = fence === null ? mark : null;
      open = null;
    } else if (fence === null) open = takeLine(line, open, blocks);
  }
  return blocks;
};

/** The block that the next line may go on with. */
const takeLine = (line: string, open: Block | null, blocks: Block[]): Block | null => {
  if (/^\s*(?:$|>|\|)/u.test(line)) return null;
  const next = startOf(line);
  if (next === null) {
    if (open !== null && !(open.kind === 'item' && beginsAnew(line)) && !NUMBERED_QUESTION.test(line)) {
      open.lines.push(squeezed(line));
      return open;
    }
    const prose: Block = { kind: 'prose', indent: 0, ticked: false, lines: [squeezed(line)] };
    blocks.push(prose);
    return prose;
  }
  blocks.push(next);
  return next.kind === 'heading' ? null : next;
};

/** What stands at the margin below a list item and begins like a sentence is none of the item, although CommonMark says so. */
const beginsAnew = (line: string): boolean => /^[\p{Lu}\p{Lo}]/u.test(line);

/** `Question 2: …` below `Question 1: …` is no rest of it. */
const NUMBERED_QUESTION = /^\s{0,3}\**questions? \d{1,2}\**[:：]/iu;

const squeezed = (line: string): string => line.trim().replace(/\s+/gu, ' ');

const startOf = (line: string): Block | null => {
  const heading = HEADING.exec(line)?.[1] ?? BOLD_LINE.exec(line)?.[1];
  if (heading !== undefined) return { kind: 'heading', indent: 0, ticked: false, lines: [squeezed(heading)] };
  const item = ITEM.exec(line);
  if (item === null) return null;
  const [, space = '', tick, text = ''] = item;
  return { kind: 'item', indent: space.length, ticked: tick === 'x' || tick === 'X', lines: [squeezed(text)] };
};

const PAIRS: ReadonlyMap<string, string> = new Map([
  ['`', '`'],
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['「', '」'],
  ['『', '』'],
  ['«', '»'],
  ['(', ')'],
  ['（', '）'],
]);
const BLANK = '_';

/** The text with what is not said in the writer's own words replaced, unit for unit. */
const blanked = (text: string): string => {
  const unclosed = new Set<string>();
  let out = '';
  let at = 0;
  while (at < text.length) {
    const to = spanFrom(text, at, unclosed);
    out += to > at ? BLANK.repeat(to - at) : text.charAt(at);
    at = Math.max(to, at + 1);
  }
  return out;
};

/** Where the quote, code or address that begins here ends; `at` when none begins. */
const spanFrom = (text: string, at: number, unclosed: Set<string>): number => {
  const close = PAIRS.get(text.charAt(at));
  if (close !== undefined && !unclosed.has(close)) {
    const end = text.indexOf(close, at + 1);
    if (end >= 0) return isAskedInParentheses(text, at, end) ? at : end + 1;
    unclosed.add(close);
  }
  if (!text.startsWith('http://', at) && !text.startsWith('https://', at)) return at;
  let end = at;
  while (end < text.length && !/[\s。！？、，]/u.test(text.charAt(end))) end++;
  // a mark at the very end belongs to the sentence
  while (/[.?!,;:]/u.test(text.charAt(end - 1))) end--;
  return end;
};

/** A whole sentence that asks: it begins one, and its mark stands right before the end. */
const isAskedInParentheses = (text: string, at: number, end: number): boolean =>
  /[(（]/u.test(text.charAt(at)) &&
  /[?？]/u.test(text.charAt(end - 1)) &&
  /(?:^|[.!?。！？:：][\s*_]{0,4}|^[\s*_]{1,4})$/u.test(text.slice(Math.max(0, at - 5), at)) &&
  /^[*_]{0,3}(?:\s|$)/u.test(text.slice(end + 1, end + 5));

/** Ranges of sentences: they end at `. ! ?` before a space, and at 。！？ anywhere. */
const splitAt = (own: string): readonly (readonly [number, number])[] => {
  const ranges: (readonly [number, number])[] = [];
  let from = 0;
  for (const { index } of own.matchAll(MARK)) {
    const end = index < from ? 0 : endOf(own, index);
    if (end === 0) continue;
    ranges.push([from, end]);
    from = end;
  }
  if (from < own.length) ranges.push([from, own.length]);
  return ranges.filter(([start, end]) => own.slice(start, end).trim() !== '');
};

const MARK = /[.!?。！？؟]/gu;

/** Where the sentence with a mark at this place ends; 0 when it goes on. */
const endOf = (own: string, at: number): number => {
  const mark = own.charAt(at);
  let end = at + 1;
  while (/[.!?。！？؟*_)"'”』」]/u.test(own.charAt(end)) && end < own.length) end++;
  if (/[。！？]/u.test(mark)) return end;
  if (end < own.length && !/\s/u.test(own.charAt(end))) return 0;
  return mark === '.' && ABBREVIATION.test(own.slice(Math.max(0, at - 8), at)) ? 0 : end;
};

const ABBREVIATION = /(?:^|[\s_])(?:e\.g|i\.e|etc|vs|cf|approx|incl|z\.B|d\.h|p\.ej)$/iu;
