import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIdNumbers } from '../../../src/agents/reading/id-numbers.ts';

test('knows the last number of each id, as a map does', () => {
  const id = fc.constantFrom(...Array.from({ length: 150 }, (_, n) => `id-${n}`));
  fc.assert(
    fc.property(fc.array(fc.tuple(id, fc.integer({ min: -5, max: 1_000_000 })), { maxLength: 300 }), (sets) => {
      const numbers = createIdNumbers(1000);
      const known = new Map<string, number>();
      for (const [one, number] of sets) {
        expect(numbers.get(one)).toBe(known.get(one));
        numbers.set(one, number);
        known.set(one, number);
      }
      for (const [one, number] of known) expect(numbers.get(one)).toBe(number);
    }),
  );
});

test('an id that is set anew keeps its newest number when older ones are forgotten', () => {
  const numbers = createIdNumbers(10);
  numbers.set('early', 1);
  for (let n = 0; n < 9; n++) numbers.set(`${n}`, n);
  numbers.set('early', 2);
  expect(numbers.get('early')).toBe(2);
  for (let n = 0; n < 40; n++) numbers.set(`later ${n}`, n);
  expect(numbers.get('early')).toBeUndefined();
});
