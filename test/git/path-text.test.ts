import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNameable, nulFields, nulLines } from '../../src/git/path-text.ts';

const bytes = fc
  .oneof(
    fc.uint8Array({ min: 1, maxLength: 12 }),
    fc.constantFrom('.//a', './/caf\\xe9', 'caf\\xe9', './/', 'a\\', 'caf\u00e9').map((text) => Buffer.from(text)),
    fc.string({ unit: 'binary' }).map((text) => Buffer.from(text.replaceAll('\0', ''))),
  )
  .map((one) => Buffer.from(one));

test('names of any bytes come back as they were, and no two have one text', () => {
  fc.assert(
    fc.property(fc.array(bytes, { minLength: 1, maxLength: 5 }), (names) => {
      const output = Buffer.concat(names.flatMap((name) => [name, Buffer.from([0])]));
      const texts = nulFields(output).slice(0, -1);
      expect(nulLines(texts.map((text) => ['', text]))).toEqual(output);
      expect(new Set(texts).size).toBe(new Set(names.map((name) => name.toString('hex'))).size);
    }),
  );
});

test('a name in UTF-8 is its own text, beside one that is not', () => {
  const output = Buffer.concat([Buffer.from('caf\u00e9.txt\0'), Buffer.from('caf\xe9.txt\0', 'latin1')]);
  expect(nulFields(output)).toEqual(['caf\u00e9.txt', './/caf\\xe9.txt', '']);
  expect(nulFields(output).map(isNameable)).toEqual([true, false, true]);
});
