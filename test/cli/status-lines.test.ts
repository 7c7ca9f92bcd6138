import { expect, test } from 'vitest';
import { statusLines } from '../../src/cli/demo/status-lines.ts';

test.each([
  [' M add.js', ' ', ['add.js']],
  ['D  a b.js', 'D', ['a b.js']],
  ['R  src/old.js -> src/new.js', 'R', ['src/old.js', 'src/new.js']],
  ['R  "a\\tb" -> c', 'R', ['a\tb', 'c']],
  ['?? "\\353\\251\\224\\353\\252\\250.md"', '?', ['메모.md']],
  ['?? "say \\"hi\\""', '?', ['say "hi"']],
])('%s', (line, index, paths) => {
  expect(statusLines(`${line}\n`)).toEqual([{ index, paths }]);
});

test('no lines, no paths', () => {
  expect(statusLines('')).toEqual([]);
});
