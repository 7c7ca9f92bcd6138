import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { charactersIn, cut } from '../../src/domain/text-limit.ts';

test.each([
  ['short', 5, 'short', 0],
  ['longer', 5, 'long…', 2],
  ['가나다라마바', 4, '가나다…', 3],
  ['🙂🙂🙂', 3, '🙂🙂🙂', 0],
  ['🙂🙂🙂🙂', 3, '🙂🙂…', 2],
  ['ab👩‍👩‍👧cd', 5, 'ab…', 7],
  ['e\u0301e\u0301e\u0301', 4, 'e\u0301…', 4],
  ['one two', 5, 'one…', 4],
  ['xy', 1, '…', 2],
])('%s to %i characters', (text, limit, shown, left_out) => {
  expect(cut(text, limit)).toEqual({ text: shown, cut: left_out });
});

test('piled-up accents are cut through rather than kept whole', () => {
  expect(charactersIn(cut(`a${'\u0301'.repeat(10_000)}`, 300).text)).toBe(300);
});

test('no text is longer than its limit, and what is counted as cut is what is missing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
      const shown = cut(text, limit);
      expect(Array.from(shown.text).length).toBeLessThanOrEqual(limit);
      if (shown.cut === 0) expect(shown.text).toBe(text);
      else {
        const kept = shown.text.slice(0, -1);
        expect(text.startsWith(kept)).toBe(true);
        expect(Array.from(kept).length + shown.cut).toBe(Array.from(text).length);
      }
    }),
  );
});

test('a text of any code units is cut without an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
      expect(charactersIn(cut(text, limit).text)).toBeLessThanOrEqual(limit);
    }),
  );
});

test('what is kept ends where a grapheme does', () => {
  const unit = fc.constantFrom(
    'a',
    'b',
    '\r',
    '\n',
    '\u0301',
    '\u200D',
    '\u{1F469}',
    '\uAC00',
    '\u11A8',
    '\u0600',
    '1',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 30 }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
      const shown = cut(text, limit);
      if (shown.cut === 0) return;
      const borders = Array.from(new Intl.Segmenter('en').segment(text), ({ index }) => index);
      // blanks before the mark are taken off
      const kept = shown.text.slice(0, -1);
      expect(
        borders.filter((at) => (at > 0 && text.slice(0, at).trimEnd() === kept) || at === kept.length),
      ).not.toEqual([]);
    }),
    { numRuns: 2000 },
  );
});
