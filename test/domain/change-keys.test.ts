import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { packKeys, pathKey, patchKey, stateKey, STATE_KEY_BYTES, unpackKeys } from '../../src/domain/change-keys.ts';

const hexKey = fc
  .array(fc.integer({ min: 0, max: 15 }), { minLength: 12, maxLength: 12 })
  .map((digits) => digits.map((digit) => digit.toString(16)).join(''));

test('packed keys come back sorted and once', () => {
  fc.assert(
    fc.property(fc.array(hexKey, { maxLength: 60 }), (keys) => {
      expect(unpackKeys(packKeys(keys), STATE_KEY_BYTES)).toEqual([...new Set(keys)].sort());
    }),
  );
});

test('what is no list of keys holds none', () => {
  expect(unpackKeys('not base64 !', STATE_KEY_BYTES)).toEqual([]);
  expect(unpackKeys(btoa('seven b'), STATE_KEY_BYTES)).toEqual([]);
  expect(unpackKeys('', STATE_KEY_BYTES)).toEqual([]);
});

test('a state differs by format, mode, id and path', async () => {
  const oid = 'a'.repeat(40);
  const keys = await Promise.all([
    stateKey('sha1', 'a', { mode: '100644', oid }),
    stateKey('sha256', 'a', { mode: '100644', oid }),
    stateKey('sha1', 'b', { mode: '100644', oid }),
    stateKey('sha1', 'a', { mode: '100755', oid }),
    stateKey('sha1', 'a', { mode: '100644', oid: 'b'.repeat(40) }),
  ]);
  expect(new Set(keys).size).toBe(5);
  expect(keys.every((key) => /^[0-9a-f]{12}$/.test(key))).toBe(true);
});

test('a patch key is cut from the labelled digest, a path key has four bytes', async () => {
  expect(patchKey(`osp1:${'c'.repeat(64)}`)).toBe('c'.repeat(12));
  expect(patchKey('d'.repeat(64))).toBe('d'.repeat(12));
  expect(await pathKey('src/a.ts')).toMatch(/^[0-9a-f]{8}$/);
});
