import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { asTime } from '../../../src/agents/reading/log-time.ts';

const part = (max: number, digits: number) => fc.integer({ min: 0, max }).map((n) => `${n}`.padStart(digits, '0'));

/** Close to a time: each part may be out of its range. */
const written = fc
  .tuple(part(3, 1), part(13, 2), part(32, 2), part(25, 2), part(61, 2), part(61, 2), fc.constantFrom('.5', '.123', ''))
  .map(
    ([year, month, day, hour, minute, second, rest]) => `202${year}-${month}-${day}T${hour}:${minute}:${second}${rest}`,
  )
  .chain((time) => fc.constantFrom('Z', '+09:00', '', 'z', '\n').map((zone) => time + zone));

test('takes what is RFC 3339 and exists, whatever came before', () => {
  const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
  const isTime = (text: string): boolean => RFC_3339.test(text) && !Number.isNaN(Date.parse(text));
  fc.assert(
    fc.property(fc.array(written, { minLength: 2, maxLength: 12 }), (texts) => {
      for (const text of texts) expect(asTime(text)).toBe(isTime(text) ? text : undefined);
    }),
    { numRuns: 2000 },
  );
});

test('what is no text is no time', () => {
  for (const value of [undefined, null, 1_700_000_000, {}, ['2026-11-22T10:00:00Z']])
    expect(asTime(value)).toBeUndefined();
});
