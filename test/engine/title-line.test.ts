import { expect, test } from 'vitest';
import { titleLine } from '../../src/engine/title-line.ts';

const LOG = '    at run (src/a.js:3:1)\n    at main (src/b.js:1:1)\n';

test.each([
  ['Mend the shop\n\nIt is broken\n', 'Mend the shop'],
  ['\n\n  Mend the shop', 'Mend the shop'],
  [`TypeError: x is undefined\n${LOG}\nwhy does this fail?\n`, 'why does this fail?'],
  [`$ npm test\n${LOG}mend it`, 'mend it'],
  ['```\nfailed\n```\n고쳐 주세요', '고쳐 주세요'],
  ['2026-01-01T00:00:00Z down\nfind out why', 'find out why'],
  [`Why does it fail?\n\nTypeError: x\n${LOG}`, 'Why does it fail?'],
  // nothing is asked below it
  [`TypeError: x is undefined\n${LOG}`, 'TypeError: x is undefined'],
  ['{"a": 1,\n"b": 2}', '{"a": 1,'],
  ['npm ERR! code 1\nnpm ERR! errno 1', 'npm ERR! code 1'],
  ['TypeError: x is undefined', 'TypeError: x is undefined'],
  ['Error handling is missing here\nadd it', 'Error handling is missing here'],
  ['error messages should be red\nthanks', 'error messages should be red'],
  ['# The plan\n\nMend it', '# The plan'],
  ['[ ] one\n[ ] two\nlast', '[ ] one'],
])('of %j a list shows %j', (prompt, line) => {
  expect(titleLine(prompt)).toBe(line);
});

test('of a prompt that holds nothing no line is shown', () => {
  expect(titleLine(' \n\t\n')).toBeUndefined();
});
