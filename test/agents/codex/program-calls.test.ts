import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { programCalls } from '../../../src/agents/codex/program-calls.ts';

const commandsOf = (text: string): readonly string[] => programCalls(text).commands.map(({ command }) => command);

test.each([
  ['a literal', 'await tools.exec_command({ cmd: "npm test" })', ['npm test']],
  ['in brackets', `await tools["exec_command"]({ 'cmd': 'npm test' })`, ['npm test']],
  ['words', 'await tools.shell({ command: ["bash", "-lc", "npm test | tail"] })', ['npm test | tail']],
  ['a template without holes', 'tools.shell_command({ command: `npm\ntest` })', ['npm\ntest']],
  ['a constant', 'const cmd = "ls"; const { output } = await tools.exec_command({ cmd })', ['ls']],
  [
    'side by side',
    'text(...(await Promise.all([tools.exec_command({cmd: "a"}), tools.exec_command({cmd: "b"})])))',
    ['a', 'b'],
  ],
  [
    'one within another',
    'await tools.exec_command({ cmd: "b", stdin: await tools.exec_command({ cmd: "a" }) })',
    ['a', 'b'],
  ],
  [
    'in a try',
    'try { await tools.exec_command({ cmd: "a" }) } catch { await tools.exec_command({ cmd: "b" }) }',
    ['a'],
  ],
  ['before it returns', 'return tools.exec_command({ cmd: "a" }); tools.exec_command({ cmd: "b" })', ['a']],
  ['other arguments as they like', 'tools.exec_command({ cmd: "a", yield_time_ms: 10 * n })', ['a']],
])('%s', (_, text, commands) => expect(commandsOf(text)).toEqual(commands));

test.each([
  ['put together', 'tools.exec_command({ cmd: "npm " + name })'],
  ['with a hole', 'tools.exec_command({ cmd: `npm ${name}` })'],
  ['a variable', 'let cmd = "a"; cmd = "b"; tools.exec_command({ cmd })'],
  ['another name within', 'const cmd = "a"; { let cmd = other(); tools.exec_command({ cmd }) }'],
  ['a directory that is put together', 'tools.exec_command({ cmd: "a", workdir: dir })'],
  ['spread', 'tools.exec_command({ cmd: "a", ...more })'],
  ['in a branch', 'if (x) tools.exec_command({ cmd: "a" }); y && tools.exec_command({ cmd: "b" })'],
  ['in a loop', 'for (const x of y) tools.exec_command({ cmd: "a" })'],
  ['in a function', 'const run = () => tools.exec_command({ cmd: "a" })'],
  ['of something else', 'other.exec_command({ cmd: "a" }); tools.search({ cmd: "b" })'],
  ['no JavaScript', 'tools.exec_command({ cmd: "a" }'],
  ['a constant of itself', 'const cmd = cmd; tools.exec_command({ cmd })'],
  ['prototypes', 'tools.exec_command({ __proto__: { cmd: "a" } })'],
])('%s: nothing', (_, text) => expect(commandsOf(text)).toEqual([]));

test('patches', () => {
  const patch = '*** Begin Patch\n*** Delete File: a\n*** End Patch';
  expect(programCalls(`await tools.apply_patch(${JSON.stringify(patch)})`).patches).toEqual([patch]);
  expect(programCalls(`const p = \`${patch}\`; tools.apply_patch({ input: p })`).patches).toEqual([patch]);
});

test('hostile programs end soon and say nothing', () => {
  for (const text of [
    `tools${'('.repeat(100_000)}`,
    `tools.exec_command(${'['.repeat(200_000)}`,
    `tools.a${'.b'.repeat(200_000)}()`,
    `await tools.exec_command({ cmd: "a" }), ${'1+'.repeat(100_000)}1`,
    `const a0 = "x"; ${Array.from({ length: 2000 }, (_, index) => `const a${index + 1} = [a${index}, a${index}];`).join('')} tools.shell({ command: a2000 })`,
  ])
    expect(() => programCalls(text)).not.toThrow();
  fc.assert(
    fc.property(fc.string(), (text) => {
      programCalls(`tools.exec_command(${text}`);
    }),
  );
});
