import { expect, test } from 'vitest';
import { createIntList } from '../../src/domain/int-list.ts';

test('holds what was pushed and set, over the ends of its pieces', () => {
  const list = createIntList();
  const count = 200_000;
  for (let n = 0; n < count; n++) expect(list.push(n)).toBe(n);
  list.set(65_535, -1);
  list.set(65_536, -2);
  list.set(count, 7);
  list.set(-1, 7);
  expect(list.length).toBe(count);
  expect([0, 255, 256, 65_535, 65_536, count - 1, count, -1].map((at) => list.get(at))).toEqual([
    0,
    255,
    256,
    -1,
    -2,
    count - 1,
    undefined,
    undefined,
  ]);
});
