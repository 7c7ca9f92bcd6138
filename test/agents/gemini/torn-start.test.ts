/** The first line of a replay log names the session. Without it the log is one all the same. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place } from '../../support/recorded.ts';
import { runHere } from '../../support/run-here.ts';
import { filesBelow } from '../golden-case.ts';

test.each([
  ['torn', '{"sessionId": "69e'],
  ['torn, and long', `{"sessionId":"${'x'.repeat(100_000)}`],
  ['no JSON', '\u0000'],
])('a log whose first line is %s is listed where it ran, and read as a file', async (_, line) => {
  const placed = await place({ agent: 'gemini', scenario: 'fix-add' });
  try {
    const path = filesBelow(join(placed.home, '.gemini')).find((one) => one.endsWith('.jsonl')) ?? '';
    const [, ...rest] = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, [line, ...rest].join('\n'));
    const ran = (...argv: string[]) =>
      runHere([...argv, '--cwd', placed.repo], { env: { HOME: placed.home, PATH: process.env['PATH'] } });
    expect(JSON.parse((await ran('session', 'list', '--json')).stdout)).toMatchObject([
      { agent: 'gemini', in_repository: true, title: expect.stringContaining('add function') },
    ]);
    const copy = join(placed.home, 'copy.jsonl');
    writeFileSync(copy, readFileSync(path));
    expect((await ran('parse', copy)).code).toBe(0);
    for (const inputs of [['--gemini', 'HEAD'], [path], [copy]]) {
      const { code, stdout } = await ran('session', 'handoff', ...inputs, '--json');
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject([{ tool: 'gemini', coverage: { broken: { count: 1 } } }]);
    }
  } finally {
    placed.remove();
  }
});
