/** What is near in a text with long words: held against a count of each character. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { reachIn } from '../../src/redact/reach.ts';

const LONG = 1024;

/** How many characters before each place count. */
const countsIn = (text: string): readonly number[] => {
  const counts = [0];
  for (let at = 0, run = 0, count = 0; at < text.length; at++) {
    run = /[A-Za-z0-9+/=]/.test(text.charAt(at)) ? run + 1 : 0;
    if (run <= LONG) count++;
    counts.push(count);
  }
  return counts;
};

const texts = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 * LONG }), fc.integer({ min: 1, max: 9 })), { maxLength: 6 })
  .map((parts) => parts.map(([word, gap]) => 'a'.repeat(word) + ' '.repeat(gap)).join(''));

test('of a long word only the first characters count', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat({ max: 4 * LONG }), (text, place, near) => {
      const at = place % (text.length + 1);
      const counts = countsIn(text);
      const first = (wanted: number): number => {
        const found = counts.findIndex((count) => count >= wanted);
        return found === -1 ? text.length : found;
      };
      const { back, ahead } = reachIn(text);
      const here = counts[at] ?? 0;
      expect([back(at, near), ahead(at, near)]).toEqual([first(here - near), first(here + near)]);
    }),
  );
});
