/** What the README shows of a HANDOFF.md is what is made of that session. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { place } from '../support/recorded.ts';
import { runHere } from '../support/run-here.ts';

const placed = place({ agent: 'codex', scenario: 'fix-add' });
afterAll(async () => (await placed).remove());

test('each line of its example stands in the page, in its order', async () => {
  const { repo, home } = await placed;
  const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');
  const example = /```markdown\n(?<page># Session Handoff\n[^]*?)```/.exec(readme)?.groups?.['page'] ?? '';
  const argv = ['session', 'handoff', '--last', '--format', 'markdown', '--cwd', repo];
  const { stdout } = await runHere(argv, { env: { ...process.env, HOME: home, USERPROFILE: home } });
  const shown = example.split('\n').filter((line) => line !== '');
  expect(shown.length).toBeGreaterThan(10);
  // the objective is what the conversation begins with
  const page = new Set(stdout.split('\n'));
  expect([...page].filter((line) => shown.includes(line))).toEqual(shown);
});
