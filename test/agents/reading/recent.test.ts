import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecent } from '../../../src/agents/reading/recent.ts';

test('keeps the last ones and forgets old ones', () => {
  const recent = createRecent<number>(10);
  for (let n = 0; n < 1000; n++) recent.set(`k${n}`, n);
  for (let n = 990; n < 1000; n++) expect(recent.get(`k${n}`)).toBe(n);
  expect(recent.get('k900')).toBeUndefined();
});

test('at least the last `limit` keys are there, with their last values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(40), fc.nat()), { maxLength: 200 }),
      fc.integer({ min: 1, max: 20 }),
      (writes, limit) => {
        const recent = createRecent<number>(limit);
        const last = new Map<string, number>();
        for (const [key, value] of writes) {
          recent.set(`${key}`, value);
          last.delete(`${key}`);
          last.set(`${key}`, value);
        }
        for (const [key, value] of [...last].slice(-limit)) expect(recent.get(key)).toBe(value);
      },
    ),
  );
});
