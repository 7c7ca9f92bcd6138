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

test.each([
  ['session show', 'session show: an argument is missing: ID'],
  ['parse', 'parse: an argument is missing: FILE'],
  ['hook', 'hook: an argument is missing: EVENT'],
  ['session handoff artifact diff --json', 'session handoff artifact diff: an argument is missing: ID'],
  ['session list extra', 'session list: an argument too many: extra'],
  ['session list --all=1', 'session list: an option with a value that takes none: --all=1'],
])('%s: the argument is named', async (line, message) => {
  const { code, stdout } = await runHere([...line.split(' '), '--json']);
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 2, error: { message } });
});

test.each([
  ['sesion list', 'session list'],
  ['help sesion', 'session'],
  ['session lst -q', 'session list'],
  ['session handoff artifcat list', 'session handoff artifact list'],
  ['session handoff sav --last', 'session handoff save'],
  ['gate inti', 'gate init'],
  ['list', 'session list'],
  ['push', 'session handoff artifact push'],
  ['handoff --last', 'session handoff'],
  ['artifact show fix-login', 'session handoff artifact show'],
  ['session handoff --lst', '--last'],
])('%s: what was meant is told', async (line, meant) => {
  const { code, stdout } = await runHere([...line.split(' '), '--json'], { env: { HOME: '/nowhere' } });
  const { error } = JSON.parse(stdout) as { readonly error: { readonly hint: string } };
  const [, word] = /^did you mean(?:: opensession)? (.*?)(?:\?.*)?$/.exec(error.hint) ?? [];
  expect({ failed: code !== 0, word }).toEqual({ failed: true, word: meant });
});

test.each(['./save', 'save.md'])('session handoff %s: a file that is not there, and no command', async (file) => {
  const { code, stdout } = await runHere(['session', 'handoff', file, '--json'], { env: { HOME: '/nowhere' } });
  const { error } = JSON.parse(stdout) as { readonly error: { readonly hint: string } };
  expect({ code, isMeant: error.hint.startsWith('did you mean') }).toEqual({ code: 3, isMeant: false });
});

test.each([
  'frobnicate',
  'session frobnicate',
  'session list --frobnicate',
  'session list -x',
  // words of their own, which do not mean push, restore, rm, session, --format, gate init
  'session handoff artifact pull',
  'session handoff artifact remove mine',
  'session handoff artifact r mine',
  'version',
  'session handoff --force',
  'gate unit',
  'gate lint --rerun-result',
])('%s: nothing is near', async (line) => {
  const { stdout } = await runHere([...line.split(' '), '--json']);
  const { error } = JSON.parse(stdout) as { readonly error: { readonly hint: string } };
  expect(error.hint).toMatch(/^opensession .*--help$/);
});
