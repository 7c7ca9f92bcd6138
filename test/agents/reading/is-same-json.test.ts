import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameJson } from '../../../src/agents/reading/is-same-json.ts';

test('values are the same when they are written alike', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.json({ maxDepth: 3 }), (one, other) => {
      const [a, b]: unknown[] = [JSON.parse(one), JSON.parse(other)];
      expect(isSameJson(a, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      expect(isSameJson(a, JSON.parse(one))).toBe(true);
    }),
  );
  const read = (text: string): unknown => JSON.parse(text);
  expect(isSameJson(read('{"a":1,"b":2}'), read('{"b":2,"a":1}'))).toBe(false);
  expect(isSameJson(read('{"__proto__":1}'), read('{"__proto__":2}'))).toBe(false);
  expect(isSameJson(read('{"a":[]}'), read('{"a":{}}'))).toBe(false);
});
