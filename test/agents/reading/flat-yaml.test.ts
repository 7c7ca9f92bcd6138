import { expect, test } from 'vitest';
import { flatYaml } from '../../../src/agents/reading/flat-yaml.ts';

test.each([
  ['plain text', 'a: b c', 'b c'],
  ['a comment behind it', 'a: b # c', 'b'],
  ['no comment', 'a: b#c', 'b#c'],
  ['single quotes', "a: 'it''s # one'", "it's # one"],
  ['double quotes', 'a: "b \\"c\\" \\u00fc"', 'b "c" ü'],
  ['a comment behind quotes', "a: 'b' # c", 'b'],
  ['a carriage return', 'a: b\r', 'b'],
  ['the last of a key', 'a: b\na: c', 'c'],
])('%s', (_, text, value) => expect(flatYaml(text).get('a')).toBe(value));

test.each([
  ['nothing', 'a:'],
  ['null', 'a: ~'],
  ['a comment alone', 'a: # b'],
  ['a list', 'a: [b]'],
  ['lines', 'a: |\n  b'],
  ['what stands within', 'b:\n  a: c'],
  ['quotes that do not end', "a: 'b"],
])('%s is left out', (_, text) => expect(flatYaml(text).get('a')).toBeUndefined());
