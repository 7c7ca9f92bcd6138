import { expect, test } from 'vitest';
import { runHere } from '../support/run-here.ts';

test.each([
  ['session handoff --format', '--format'],
  ['session handoff --last --output', '--output'],
  ['session handoff -o', '-o'],
  ['session list --limit --all', '--limit'],
  ['gate --base', '--base'],
])('%s: the option without its value is named', async (line, option) => {
  const { code, stdout } = await runHere([...line.split(' '), '--json']);
  const { error } = JSON.parse(stdout) as { readonly error: { readonly message: string } };
  expect({ code, named: error.message.includes(option) }).toEqual({ code: 2, named: true });
  const last = await runHere(line.split(' '));
  expect({ code: last.code, named: last.stderr.includes(option) }).toEqual({ code: 2, named: true });
});
