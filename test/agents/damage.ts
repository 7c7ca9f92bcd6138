/** Ways to damage a log, for tests that a parser survives whatever it reads. */
import * as fc from 'fast-check';

/** The bytes with one part cut off, changed, doubled or taken out. */
export const damaged = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    fc.nat(bytes.length).map((end) => bytes.subarray(0, end)),
    fc
      .array(fc.tuple(fc.nat(Math.max(0, bytes.length - 1)), fc.nat(255)), { minLength: 1, maxLength: 30 })
      .map((flips) => {
        const copy = Uint8Array.from(bytes);
        for (const [at, value] of flips) copy[at] = value;
        return copy;
      }),
    fc.tuple(fc.nat(bytes.length), fc.nat(bytes.length), fc.nat(bytes.length)).map(([from, to, at]) => {
      const part = bytes.subarray(Math.min(from, to), Math.max(from, to));
      return Uint8Array.from([...bytes.subarray(0, at), ...part, ...bytes.subarray(at)]);
    }),
  );

/** Any JSON value, with keys and texts that parsers look for. */
export const anyJson = (words: readonly string[]): fc.Arbitrary<unknown> =>
  fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(null, true, false, 0, -1, 1e300, 1_767_603_600, 1_767_603_600_000, '', '\ud83d', '\0'),
      fc.constantFrom(...words),
      fc.string(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...words, '__proto__', 'constructor', 'toString'), tie('value'), { maxKeys: 6 }),
    ),
  })).value;
