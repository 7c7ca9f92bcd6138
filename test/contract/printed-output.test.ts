import { expect, test } from 'vitest';
import { printedOutput } from '../../src/contract/printed-output.ts';

test.each([
  ['<untrusted_context>\nOutput: a\nb\nExit Code: 1\nProcess Group PGID: 27150\n</untrusted_context>', 'a\nb'],
  ['Output: a\nProcess Group PGID: 27150', 'a'],
  [
    'Command: cat <<E\nx\nE\nDirectory: (root)\nOutput: a\nError: (none)\nExit Code: 0\nSignal: 0\nProcess Group PGID: 1',
    'a',
  ],
  ['Exit code: 0\nWall time: 0 seconds\nOutput:\na\nb\n', 'a\nb\n'],
  ['Chunk ID: 1\nWall time: 0.1 seconds\nProcess exited with code 1\nOriginal token count: 1\nOutput:\na', 'a'],
  ['Exit code 1\na', 'a'],
  ['Exit code 1', ''],
  ['a\n<shellId: 1 completed with exit code 1>', 'a'],
  ['a\n\nCommand exited with code 1', 'a'],
  // what a command printed itself
  ['a\nExit code 1\nb', 'a\nExit code 1\nb'],
  ['Error: a\nb', 'Error: a\nb'],
  ['', ''],
])('%j', (text, printed) => {
  expect(printedOutput(text)).toBe(printed);
});
