/**
 * A list of whole numbers (32 bits) that takes four bytes for each: for what must be kept of each line of a long log, or
 * of each piece of a long text.
 */
export interface IntList {
  readonly length: number;
  /** Undefined beyond the end. */
  get(index: number): number | undefined;
  set(index: number, value: number): void;
  /** Returns the index of the new element. */
  push(value: number): number;
}

/** Elements of one piece, a power of two: a list grows by pieces, so that it is never held twice. */
const BITS = 16;
const PIECE = 1 << BITS;
const WITHIN = PIECE - 1;
const FIRST = 256;

export const createIntList = (): IntList => {
  const pieces = [new Int32Array(FIRST)];
  let length = 0;
  return {
    get length() {
      return length;
    },
    get: (index) => (index < length && index >= 0 ? pieces[index >>> BITS]?.[index & WITHIN] : undefined),
    set: (index, value) => {
      const piece = index < length && index >= 0 ? pieces[index >>> BITS] : undefined;
      if (piece !== undefined) piece[index & WITHIN] = value;
    },
    push: (value) => {
      const at = length >>> BITS;
      const place = length & WITHIN;
      let piece = pieces[at] ?? new Int32Array(PIECE);
      if (place === piece.length) {
        const grown = new Int32Array(Math.min(PIECE, place * 4));
        grown.set(piece);
        piece = grown;
      }
      pieces[at] = piece;
      piece[place] = value;
      return length++;
    },
  };
};
