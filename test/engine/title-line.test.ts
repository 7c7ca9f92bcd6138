import { expect, test } from 'vitest';
import { titleLine } from '../../src/engine/title-line.ts';

const LOG = '    at run (src/a.js:3:1)\n    at main (src/b.js:1:1)\n';

test.each([
  ['Mend the shop\n\nIt is broken\n', 'Mend the shop'],
  ['\n\n  Mend the shop', 'Mend the shop'],
  [`TypeError: x is undefined\n${LOG}\nwhy does this fail?\n`, 'why does this fail?'],
  [`$ npm test\n${LOG}mend it`, 'mend it'],
  ['```\nfailed\n```\n고쳐 주세요', '고쳐 주세요'],
  ['```\nfailed\n```\nMend the parser, please.\n\nThanks!', 'Mend the parser, please.'],
  ['```\nfailed\n```\nMend the parser\nThank you very much.', 'Mend the parser'],
  ['```\nfailed\n```\n고쳐 주세요\n감사합니다', '고쳐 주세요'],
  ['```\nfailed\n```\nThanks to the last change it fails', 'Thanks to the last change it fails'],
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
  // what a person typed begins with a tag, a date or the name of an error
  ['[Bug] Login is broken\n\nExpected: it works', '[Bug] Login is broken'],
  ['[Image #1] what is this?\nUse tailwind', '[Image #1] what is this?'],
  ['[auth.ts](src/auth.ts) needs a guard\nAdd a test', '[auth.ts](src/auth.ts) needs a guard'],
  ['<Button> should be blue\nKeep it small', '<Button> should be blue'],
  ['2026-03-01 is the deadline\nPlan it', '2026-03-01 is the deadline'],
  ['TypeError when I click Save: mend it\nKeep it small', 'TypeError when I click Save: mend it'],
  ['Error handling is missing: add it\nKeep it small', 'Error handling is missing: add it'],
  ['npm error when I build\nUse node 24', 'npm error when I build'],
  ['WARN level logs go to stderr\nAnd INFO to stdout', 'WARN level logs go to stderr'],
  ['% of users is wrong\nMend it', '% of users is wrong'],
  // the log's own end
  [`TypeError: x\n${LOG}\nNode.js v24.1.0`, 'TypeError: x'],
  ['FAIL src/a.test.ts\nTests: 1 failed\nRan all test suites.', 'FAIL src/a.test.ts'],
  ['FAIL src/a.test.ts\nTests:       1 failed, 1 total', 'FAIL src/a.test.ts'],
  ['$ go test\nFAIL\tx 0.1s', '$ go test'],
  ['$ python a.py\nrequests.exceptions.Timeout: slow', '$ python a.py'],
  ['error: no such file\nFound 3 errors.', 'error: no such file'],
  ['[ERROR] down\nfind out why', 'find out why'],
  ['FAIL src/a.test.ts\nmend it', 'mend it'],
  ['{"error": 1}\nwhat is this?', 'what is this?'],
])('of %j a list shows %j', (prompt, line) => {
  expect(titleLine(prompt)).toBe(line);
});

test('of a prompt that holds nothing no line is shown', () => {
  expect(titleLine(' \n\t\n')).toBeUndefined();
});
