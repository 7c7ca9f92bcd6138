/**
 * JSON without loss: a number that JavaScript would write in another way than it came (beyond 2^53, `1.0`, `1e3`,
 * `-0`) is held as `JSON.rawJSON(source)`, which `JSON.stringify` writes back as it was. Readers that narrow with
 * `asNumber` see no number there, never a wrong one. Lone surrogates are safe in both directions: `JSON.stringify`
 * writes them as escapes. Of a key that stands twice in one object the last value is kept, as everywhere in JavaScript.
 */

/** A number as it was written. */
export interface RawJson {
  readonly rawJSON: string;
}

declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): RawJson;
    isRawJSON(value: unknown): value is RawJson;
  }
}

/** Numbers that may not survive: 16 digits in a row, a fraction, an exponent, a negative zero. Strings may match too. */
const SUSPECT = /\d{16}|\d\.\d|\d[eE]|-0/;

/** @throws SyntaxError for what is no JSON, RangeError for what is nested beyond the stack */
export const parseLossless = (text: string): unknown => {
  if (!SUSPECT.test(text)) {
    const value: unknown = JSON.parse(text);
    return value;
  }
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? JSON.rawJSON(source) : value,
  );
};
