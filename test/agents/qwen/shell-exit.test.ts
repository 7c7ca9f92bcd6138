import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exitCodeIn } from '../../../src/agents/qwen/shell-exit.ts';

const block = (output: string, code: number | string): string =>
  `Command: make\nDirectory: (root)\nOutput: ${output}\nError: (none)\nExit Code: ${code}\nSignal: 0\nProcess Group PGID: 7`;

test('whatever a command prints, the agent’s own block tells its exit', () => {
  const printed = fc.array(
    fc.constantFrom('Exit Code: 0', 'Signal: 0', 'Error: (none)', 'Error: x', 'Output: y', '', 'ok'),
  );
  fc.assert(
    fc.property(printed, fc.integer({ min: 0, max: 255 }), (lines, code) => {
      expect(exitCodeIn(block(lines.join('\n'), code))).toBe(code);
      expect(exitCodeIn(`${block(lines.join('\n'), code)}\n\nA hint stands below.`)).toBe(code);
    }),
  );
});

test.each([
  ['no code', block('x', '(none)')],
  ['cancelled', 'Command was cancelled by user before it could complete.'],
  ['no block', 'Command: make\nOutput: Exit Code: 0'],
  ['other text', 'ok\nError: (none)\nExit Code: 0\nSignal: 0'],
  ['empty', ''],
])('%s: unknown', (_name, text) => {
  expect(exitCodeIn(text)).toBeUndefined();
});

test('a long output that was cut in the middle keeps its exit', () => {
  expect(exitCodeIn(`Tool output was too large and has been truncated.\n…\n${block('x', 3)}`)).toBe(3);
});
