/** Texts as a terminal shows them: programs colour names and values apart, and no rule looks across a colour. */
import { createIntList } from '../domain/int-list.ts';

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
  const bare = createBare();
  let from = 0;
  let end = 0;
  for (const { 0: colour, index } of texts.matchAll(COLOUR)) {
    if (index >= end) {
      bare.add(texts, from, end);
      from = texts.lastIndexOf(BORDER, index) + 1;
      const border = texts.indexOf(BORDER, index);
      end = border === -1 ? texts.length : border + 1;
    }
    bare.add(texts, from, index);
    from = index + colour.length;
  }
  if (end === 0) return undefined;
  bare.add(texts, from, end);
  return {
    text: bare.text(),
    // an end stands behind the last character, not before a colour
    placed: ({ start, end: behind }) => ({ start: bare.originOf(start), end: bare.originOf(behind - 1) + 1 }),
  };
};

/** Of a longer text all pieces between colours, held at once, would take many times its size; for others that is faster. */
const LONG = 1024 * 1024;

export const withoutColours = (text: string): string => {
  if (text.length < LONG) return text.replace(COLOUR, '');
  const bare = createJoiner();
  let from = 0;
  for (const { 0: colour, index } of text.matchAll(COLOUR)) {
    bare.add(text.slice(from, index));
    from = index + colour.length;
  }
  if (from === 0) return text;
  bare.add(text.slice(from));
  return bare.text();
};

/** Pieces between colours, one after another. */
interface Bare {
  add(texts: string, start: number, end: number): void;
  text(): string;
  /** Where a character of it stands in the coloured text. */
  originOf(at: number): number;
}

/** Pieces that are joined at once: a text may have millions, and each takes more than its characters do. */
const JOINED = 4096;

interface Joiner {
  add(piece: string): void;
  readonly text: () => string;
}

const createJoiner = (): Joiner => {
  const joined: string[] = [];
  let pieces: string[] = [];
  const join = (): void => {
    joined.push(pieces.join(''));
    pieces = [];
  };
  return {
    add: (piece) => {
      pieces.push(piece);
      if (pieces.length === JOINED) join();
    },
    text: () => {
      join();
      return joined.join('');
    },
  };
};

const createBare = (): Bare => {
  const joiner = createJoiner();
  let length = 0;
  /** Where each piece begins, in the bare text and in the other one. */
  const starts = createIntList();
  const origins = createIntList();
  return {
    add: (texts, start, end) => {
      if (end <= start) return;
      joiner.add(texts.slice(start, end));
      starts.push(length);
      origins.push(start);
      length += end - start;
    },
    text: joiner.text,
    originOf: (at) => {
      let from = 0;
      let to = starts.length;
      while (from < to) {
        const middle = (from + to) >> 1;
        if ((starts.get(middle) ?? 0) <= at) from = middle + 1;
        else to = middle;
      }
      const piece = Math.max(0, from - 1);
      return (origins.get(piece) ?? 0) + at - (starts.get(piece) ?? 0);
    },
  };
};
