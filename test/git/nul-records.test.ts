import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nulRecords } from '../../src/git/nul-records.ts';

test('records are the same however the output is cut into chunks', () => {
  const field = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replaceAll(/[\0\n]/g, ' '));
  const record = fc.tuple(
    field,
    field.map((text) => `${text}\nsecond line`),
  );
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), fc.integer({ min: 1, max: 7 }), (records, size) => {
      const bytes = Buffer.from(records.map((fields) => `${fields.map((one) => `${one}\0`).join('')}\n`).join(''));
      const found: (readonly string[])[] = [];
      const take = nulRecords(2, (fields) => found.push(fields));
      for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size));
      expect(found).toEqual(records);
    }),
  );
});
