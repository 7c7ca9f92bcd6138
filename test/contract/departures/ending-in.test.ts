import { array, assert, constantFrom, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { endingIn } from '../../../src/contract/departures/ending-in.ts';

test('a path is known by its whole or its end, from a slash on', () => {
  const isKnown = endingIn(['/real/src/a.ts', 'b.ts']);
  expect(['/real/src/a.ts', 'src/a.ts', 'a.ts', 'b.ts'].map(isKnown)).toEqual([true, true, true, true]);
  expect(['c/a.ts', 'rc/a.ts', 'real/src', '', 's'].map(isKnown)).toEqual([false, false, false, false, false]);
});

test('as one that looks at all of them', () => {
  const path = array(constantFrom('a', 'b', '/', '.'), { maxLength: 6 }).map((letters) => letters.join(''));
  assert(
    property(array(path), path, string(), (paths, one, other) => {
      const isKnown = endingIn(paths);
      for (const asked of [one, other])
        expect(isKnown(asked)).toBe(paths.some((each) => each === asked || each.endsWith(`/${asked}`)));
    }),
  );
});
