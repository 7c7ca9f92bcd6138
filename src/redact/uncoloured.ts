/** Texts as a terminal shows them: programs colour names and values apart, and no rule looks across a colour. */

export interface Uncoloured {
  readonly text: string;
  /** Where a place of it stands in the coloured text. */
  placed(place: Span): Span;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * What a terminal is told (ECMA-48): colours and all else that begins with CSI, links, sets of letters. Colours, and what
 * erases the rest of a line, also as JSON, code and `cat -v` write them.
 */
const COLOUR =
  // oxlint-disable-next-line no-control-regex
  /(?:\u001b\[|\u009b)[0-?]{0,64}[@-~]|\u001b\][^\0\u0007\u001b\n]{0,2048}(?:\u0007|\u001b\\)|\u001b[()][A-Z\d]|(?:\\(?:u001b|x1b|033|e|u\{1b\})|\^\[)\[[\d;:]{0,32}[mK]/gi;
/** Stands between texts (redact-texts.ts): no rule looks across it. */
const BORDER = '\u0000';

/** Those of the texts that have colours, without them; undefined: none has. */
export const uncoloured = (texts: string): Uncoloured | undefined => {
  const bare: Bare = { pieces: [], starts: [], origins: [], length: 0 };
  let from = 0;
  let end = 0;
  for (const { 0: colour, index } of texts.matchAll(COLOUR)) {
    if (index >= end) {
      add(bare, texts, { start: from, end });
      from = texts.lastIndexOf(BORDER, index) + 1;
      const border = texts.indexOf(BORDER, index);
      end = border === -1 ? texts.length : border + 1;
    }
    add(bare, texts, { start: from, end: index });
    from = index + colour.length;
  }
  if (end === 0) return undefined;
  add(bare, texts, { start: from, end });
  return {
    text: bare.pieces.join(''),
    // an end stands behind the last character, not before a colour
    placed: ({ start, end: behind }) => ({ start: originOf(bare, start), end: originOf(bare, behind - 1) + 1 }),
  };
};

export const withoutColours = (text: string): string => text.replace(COLOUR, '');

/** Pieces between colours: where each begins, in the bare text and in the other one. */
interface Bare {
  readonly pieces: string[];
  readonly starts: number[];
  readonly origins: number[];
  length: number;
}

const add = (bare: Bare, texts: string, { start, end }: Span): void => {
  if (end <= start) return;
  bare.pieces.push(texts.slice(start, end));
  bare.starts.push(bare.length);
  bare.origins.push(start);
  bare.length += end - start;
};

const originOf = ({ starts, origins }: Bare, at: number): number => {
  let from = 0;
  let to = starts.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((starts[middle] ?? 0) <= at) from = middle + 1;
    else to = middle;
  }
  const piece = Math.max(0, from - 1);
  return (origins[piece] ?? 0) + at - (starts[piece] ?? 0);
};
