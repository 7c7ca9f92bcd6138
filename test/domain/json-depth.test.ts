import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDeeperThan } from '../../src/domain/json-depth.ts';

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

test('agrees with the depth of the value, whatever its strings hold', () => {
  const text = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', 'a', 'é') });
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 6 }, text, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(text, tie('tree'))),
  }));
  fc.assert(
    fc.property(tree, fc.integer({ min: 1, max: 8 }), (value, limit) => {
      expect(isDeeperThan(limit, JSON.stringify(value))).toBe(depthOf(value) > limit);
    }),
  );
});

test('a text that is no JSON gets an answer too', () => {
  for (const text of ['', '"', '"\\', ']]]]', '[[[[', '{"a":[', '[["\\"[[['])
    expect(isDeeperThan(1, text)).toBeTypeOf('boolean');
});
