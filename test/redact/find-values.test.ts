import { array, assert, constantFrom, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { createValueFinder } from '../../src/redact/find-values.ts';

const LETTERS = constantFrom('a', 'b', 'A');
const words = array(string({ unit: LETTERS, minLength: 6, maxLength: 9 }), { minLength: 1, maxLength: 6 });
const text = string({ unit: LETTERS, maxLength: 200 });

test('each value is found where it first stands, the longest of those that begin there', () => {
  assert(
    property(words, text, ([...values], within) => {
      const known = new Set(values);
      const finder = createValueFinder(known);
      for (let from = 0; from <= within.length; from++) {
        const starts = values.map((value) => within.indexOf(value, from)).filter((at) => at !== -1);
        const start = Math.min(...starts);
        const longest = Math.max(...values.filter((value) => within.startsWith(value, start)).map((v) => v.length));
        const expected = starts.length === 0 ? undefined : { start, end: start + longest };
        expect(finder.next(within, from)).toEqual(expected);
      }
    }),
  );
});

test('what is too short is not looked for', () => {
  const finder = createValueFinder(['short']);
  expect(finder.isEmpty).toBe(true);
  expect(finder.next('short', 0)).toBe(undefined);
});

test('of those that do not count the next shorter one is found, and only what stands there is asked about', () => {
  const values = Array.from({ length: 400 }, (_, nth) => `value ${String.fromCharCode(256 + nth)}${'x'.repeat(nth)}`);
  const finder = createValueFinder(['value ', 'value a', 'value abc', ...values]);
  const asked: string[] = [];
  const counts = (value: string): boolean => {
    asked.push(value);
    return value === 'value ';
  };
  expect(finder.next('a value abd', 0, counts)).toEqual({ start: 2, end: 8 });
  expect(asked).toEqual(['value a', 'value ']);
  expect(finder.next('a value abcd', 0)).toEqual({ start: 2, end: 11 });
});

test('where many that begin alike do not count, so many are asked for, and the longest is found', () => {
  const values = Array.from({ length: 2000 }, (_, nth) => 'a!'.repeat(nth + 4));
  let asked = 0;
  const never = (): boolean => {
    asked++;
    return false;
  };
  const text = 'a!'.repeat(10_000);
  const finder = createValueFinder(values);
  let found = 0;
  for (let hit = finder.next(text, 0, never); hit !== undefined; hit = finder.next(text, hit.end, never)) {
    found += hit.end - hit.start;
  }
  // what is left is shorter than so many of them
  expect(found).toBeGreaterThan(text.length - 80);
  expect(asked).toBeLessThan(2000);
});
