import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf, webHash } from '../../src/domain/hash-of.ts';

test.each(['sha1', 'sha256'] as const)('%s is the same on every platform, of texts and of bytes', async (algorithm) => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
        fc.uint8Array().map((bytes) => new Uint8Array(bytes)),
      ),
      async (data) => {
        expect(await hashOf(algorithm, data)).toBe(await webHash(algorithm, data));
      },
    ),
  );
});
