import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeenIds } from '../../../src/agents/reading/seen-ids.ts';

test('knows what was added, and only that', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 60 }), fc.array(fc.string()), (added, others) => {
      const seen = createSeenIds(100);
      for (const id of added) seen.add(id);
      for (const id of added) expect(seen.has(id)).toBe(true);
      for (const id of others) expect(seen.has(id)).toBe(added.includes(id));
    }),
  );
});

test('keeps the last ones and forgets old ones', () => {
  const seen = createSeenIds(1000);
  const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  for (let n = 0; n < 10_000; n++) seen.add(id(n));
  for (let n = 9000; n < 10_000; n++) expect(seen.has(id(n))).toBe(true);
  expect(seen.has(id(5))).toBe(false);
});

test('takes no two of many similar ids for one', () => {
  const seen = createSeenIds(200_000);
  for (let n = 0; n < 200_000; n++) {
    const id = `msg_${n.toString(36)}`;
    expect(seen.has(id)).toBe(false);
    seen.add(id);
  }
});
