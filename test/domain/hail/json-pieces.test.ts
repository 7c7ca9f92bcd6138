import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPieces } from '../../../src/domain/hail/json-pieces.ts';
import { parseLossless } from '../../../src/domain/hail/lossless-json.ts';

const PIECE = 1 << 18;
const joined = (value: unknown): string => [...jsonPieces(value)].join('');

const long = fc
  .tuple(fc.string({ unit: 'binary' }), fc.integer({ min: PIECE - 3, max: PIECE + 3 }), fc.string({ unit: 'binary' }))
  .map(([before, count, behind]) => before + 'x'.repeat(count) + behind);

test('joined they are what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), long, (value, text) => {
      const whole = { value, text, list: [text, undefined, value], none: undefined, empty: [[], {}], [text]: 1 };
      expect(joined(whole) === JSON.stringify(whole)).toBe(true);
      expect(joined(value)).toBe(JSON.stringify(value));
    }),
    { numRuns: 50 },
  );
});

test.each(['😀', '\ud83d', '\ude00', '\ud83d\ud83d\ude00', '\n"\\', '\u0000'])('a border of pieces in %j', (sign) => {
  for (const shift of ['', 'x', 'xx']) {
    const text = shift + sign.repeat(PIECE / 2);
    expect(joined([text]) === JSON.stringify([text])).toBe(true);
  }
});

test('numbers stay as they were written', () => {
  const text = `{"text":"${'x'.repeat(PIECE)}","of":[1.0,12345678901234567890,-0]}`;
  expect(joined(parseLossless(text))).toBe(text);
});

test('no piece is long', () => {
  const value = Array.from({ length: 40 }, () => 'y'.repeat(PIECE / 8));
  const lengths = [...jsonPieces([value, 'z'.repeat(4 * PIECE)])].map(({ length }) => length);
  expect(Math.max(...lengths)).toBeLessThan(2 * PIECE + 16);
});
