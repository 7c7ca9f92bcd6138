import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellEnd } from '../../../src/agents/copilot/shell-end.ts';

test.each([
  ['a field', { shellExecution: { exitCode: 3 } }, '', { kind: 'exited', code: 3, source: 'structured' }],
  [
    'a block',
    { result: { contents: [{ type: 'shell_exit', exitCode: 4 }] } },
    '',
    { kind: 'exited', code: 4, source: 'structured' },
  ],
  [
    'telemetry',
    { toolTelemetry: { metrics: { exit_code: 1 } } },
    '',
    { kind: 'exited', code: 1, source: 'structured' },
  ],
  ['the oldest words', {}, 'x\n<exited with exit code 127>', { kind: 'exited', code: 127, source: 'text' }],
  ['the newer words', {}, '\n<shellId: 0 completed with exit code 0>\n', { kind: 'exited', code: 0, source: 'text' }],
  ['a start', {}, '<command started in background with shellId: dev>', { kind: 'running', shell: 'dev' }],
  ['a long run', {}, '<command with shellId: 7 is still running after 30 seconds>', { kind: 'running', shell: '7' }],
  ['nothing', {}, 'all good', { kind: 'unknown' }],
])('%s', (_name, data, text, end) => expect(shellEnd(data, text)).toEqual(end));

test('what a command prints before the end is never its exit', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 255 }), (printed, code) => {
      expect(shellEnd({}, `<exited with exit code ${code}>\n${printed}x`).kind).not.toBe('exited');
      expect(shellEnd({}, `${printed}\n<exited with exit code ${code}>`)).toMatchObject({ code });
    }),
  );
});
