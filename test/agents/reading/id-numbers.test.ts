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

/** As the first of the two hashes takes up characters. */
const hashed = (state: number, text: string): number => {
  let hash = state;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
};

/** Ids that are made to fall on one place: of each part there are two with one hash. */
const colliding = (parts: number): readonly string[] => {
  let state = 0x811c9dc5;
  let ids = [''];
  for (let part = 0; part < parts; part++) {
    const seen = new Map<number, string>();
    for (let n = 0; seen.size === n; n++) {
      const text = n.toString(36).padStart(6, '0');
      const other = seen.get(hashed(state, text));
      seen.set(hashed(state, text), text);
      if (other !== undefined) ids = ids.flatMap((id) => [id + other, id + text]);
    }
    state = hashed(state, ids[0]?.slice(-6) ?? '');
  }
  return ids;
};

test('ids that are made to fall on one place are not all looked through: they push each other out', () => {
  const ids = colliding(12);
  expect(new Set(ids).size).toBe(4096);
  const numbers = createIdNumbers(1_000_000);
  for (const [number, id] of ids.entries()) {
    numbers.set(id, number);
    expect(numbers.get(id)).toBe(number);
  }
  expect(ids.filter((id) => numbers.get(id) !== undefined).length).toBeLessThan(2048);
  numbers.set('other', 7);
  expect(numbers.get('other')).toBe(7);
});
