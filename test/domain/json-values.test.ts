import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsMoreThan } from '../../src/domain/json-values.ts';
import { jsonText } from '../sources/documents/json-text.ts';

test('counts brackets and commas, none of those in strings', () => {
  fc.assert(
    fc.property(jsonText, fc.integer({ min: 0, max: 30 }), (text, limit) => {
      const signs = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').match(/[[{,]/g)?.length ?? 0;
      expect(holdsMoreThan(limit, text)).toBe(signs > limit);
    }),
  );
  expect(holdsMoreThan(2, String.raw`["[,{\"[,\\", "]"]`)).toBe(false);
});

test('a text that is no JSON gets an answer too', () => {
  for (const text of ['', '"', '"\\', ',,,,', '[[[[', '{"a":[', '[,"\\"[,['])
    expect(holdsMoreThan(1, text)).toBeTypeOf('boolean');
});
