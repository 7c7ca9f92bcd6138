import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shellExit } from '../../../src/agents/gemini/shell-exit.ts';

const context = (text: string): string => `<untrusted_context>\n${text}\n</untrusted_context>`;

const old = (output: string, code: string, signal = '(none)'): string =>
  [
    'Command: npm test',
    'Directory: (root)',
    `Output: ${output}`,
    'Error: (none)',
    `Exit Code: ${code}`,
    `Signal: ${signal}`,
    'Background PIDs: (none)',
    'Process Group PGID: 12',
  ].join('\n');

const passed = { kind: 'exited', code: 0, source: 'absence' };

describe('results of 0.39 to 0.61', () => {
  test.each([
    ['no exit line: success by absence', context('Output: ok\nProcess Group PGID: 5'), 'ok', passed],
    ['empty output', context('Output: (empty)\nProcess Group PGID: 5'), '', passed],
    ['without the context mark', 'Output: ok\nProcess Group PGID: 5', 'ok', passed],
    ['Windows has no group', 'Output: ok', 'ok', passed],
    [
      'a failure',
      context('Output: no\nExit Code: 3\nProcess Group PGID: 5'),
      'no',
      { kind: 'exited', code: 3, source: 'text' },
    ],
    [
      'a failure that printed a zero',
      'Output: Exit Code: 0\nExit Code: 3\nProcess Group PGID: 5',
      'Exit Code: 0',
      { kind: 'exited', code: 3, source: 'text' },
    ],
    ['a success that printed a failure', 'Output: x\nExit Code: 9\nProcess Group PGID: 5', 'x\nExit Code: 9', passed],
    [
      'processes left behind',
      'Output: x\nExit Code: 1\nBackground PIDs: 7, 8\nProcess Group PGID: 5',
      undefined,
      { kind: 'exited', code: 1, source: 'text' },
    ],
    ['a signal', 'Output: x\nSignal: 9\nProcess Group PGID: 5', 'x', { kind: 'unknown' }],
    ['it could not start', 'Output: (empty)\nError: spawn ENOENT\nProcess Group PGID: 5', '', { kind: 'unknown' }],
    [
      'background',
      'Command moved to background (PID: 5). Output hidden. Press Ctrl+B to view.',
      undefined,
      { kind: 'background' },
    ],
    [
      'timed out',
      'Command was automatically cancelled because it exceeded the timeout of 5.0 minutes without output. Below is the output before it was cancelled:\nExit Code: 0',
      undefined,
      { kind: 'unknown' },
    ],
    ['summarised', 'All tests passed.', undefined, { kind: 'unknown' }],
    [
      'cut in the middle, end kept',
      'Output too large. Showing first 10 and last 10 characters.\nx\n...\ny\nExit Code: 2\nProcess Group PGID: 5',
      undefined,
      { kind: 'exited', code: 2, source: 'text' },
    ],
    ['cut, end lost', 'Output too large. Showing first 10 and last 10 characters.\nx', undefined, { kind: 'unknown' }],
    ['no number', 'Output: x\nExit Code: lots\nProcess Group PGID: 5', 'x', { kind: 'unknown' }],
  ])('%s', (_name, result, display, expected) => {
    expect(shellExit(result, display)).toEqual(expected);
  });
});

describe('results until 0.2x', () => {
  test.each([
    ['zero is written', old('ok', '0'), { kind: 'exited', code: 0, source: 'text' }],
    ['a failure', old('no\nExit Code: 0', '1'), { kind: 'exited', code: 1, source: 'text' }],
    ['killed', old('x', '(none)', 'SIGKILL'), { kind: 'unknown' }],
    ['the end is missing', 'Command: x\nDirectory: (root)\nOutput: Exit Code: 0\nmore', { kind: 'unknown' }],
  ])('%s', (_name, result, expected) => {
    expect(shellExit(result)).toEqual(expected);
  });
});

test('whatever a command prints, its own exit is found', () => {
  const line = fc.oneof(
    fc.constantFrom('Exit Code: 0', 'Exit Code: 7', 'Error: x', 'Signal: 9', 'Process Group PGID: 1', 'Output: '),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), fc.integer({ min: 0, max: 255 }), (lines, code) => {
      const output = lines.join('\n').trim();
      const own = code === 0 ? [] : [`Exit Code: ${code}`];
      const text = context(
        [`Output: ${output === '' ? '(empty)' : output}`, ...own, 'Process Group PGID: 9'].join('\n'),
      );
      expect(shellExit(text, output)).toEqual({ kind: 'exited', code, source: code === 0 ? 'absence' : 'text' });
      expect(shellExit(old(output, String(code)))).toEqual({ kind: 'exited', code, source: 'text' });
    }),
  );
});
