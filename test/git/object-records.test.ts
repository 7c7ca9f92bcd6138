import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ObjectRecord, objectRecords } from '../../src/git/object-records.ts';

const LIMIT = 6;
const ID = 'a'.repeat(40);

test('objects are the same however the output is cut into chunks; long ones are passed over', () => {
  const object = fc.record({
    type: fc.constantFrom('commit', 'blob', 'missing'),
    bytes: fc.uint8Array({ maxLength: 2 * LIMIT }).map((bytes) => Buffer.from(bytes)),
  });
  fc.assert(
    fc.property(fc.array(object, { maxLength: 12 }), fc.integer({ min: 1, max: 70 }), (objects, size) => {
      const printed = Buffer.concat(
        objects.flatMap(({ type, bytes }) =>
          type === 'missing'
            ? [Buffer.from(`${ID} missing\n`)]
            : [Buffer.from(`${ID} ${type} ${bytes.length}\n`), bytes, Buffer.from('\n')],
        ),
      );
      const found: ObjectRecord[] = [];
      const take = objectRecords(LIMIT, ({ type, bytes }) => found.push({ type, bytes: bytes && Buffer.from(bytes) }));
      for (let at = 0; at < printed.length; at += size) take(printed.subarray(at, at + size));
      expect(found).toEqual(
        objects.map(({ type, bytes }) => ({
          type,
          bytes: type === 'missing' || bytes.length > LIMIT ? null : bytes,
        })),
      );
    }),
  );
});
