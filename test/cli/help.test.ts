import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Ajv2020 as Ajv } from 'ajv/dist/2020.js';
import { Cli } from 'clipanion';
import { describe, expect, test } from 'vitest';
import type { FaceContext } from '../../src/cli/command.ts';
import type { CommandHelp } from '../../src/cli/help-value.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { joinLast } from '../../src/cli/join-last.ts';
import { run } from '../../src/cli/run.ts';
import { runHere } from '../support/run-here.ts';

const OUTPUT: object = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../src/cli/cli-output.schema.json'), 'utf8'),
);

const paths = commands.map((command) => ({
  path: command.paths[0]?.join(' ') ?? '',
  command,
  examples: command.usage.examples ?? [],
}));

describe.each(paths)('$path', ({ path, command, examples }) => {
  test('has a description, details and an example', async () => {
    expect(command.usage.description).toMatch(/\S/);
    expect(command.usage.details).toMatch(/\S/);
    const { code, stdout, stderr } = await runHere([...path.split(' '), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`opensession ${path}`);
    for (const [label] of examples) expect(stdout).toContain(label);
  });

  test('its examples are command lines of it', () => {
    expect(examples.length).toBeGreaterThan(0);
    const cli = new Cli<FaceContext>();
    for (const each of commands) cli.register(each);
    for (const [, example] of examples) {
      const words = Array.from(example.replace(/ \|.*/, '').matchAll(/"[^"]*"|\S+/g), ([word]) => word);
      expect(words[0]).toBe('$0');
      const argv = joinLast(words.slice(1).map((word) => word.replaceAll('"', '')));
      expect(cli.process([...argv], { streams: process, run, env: {} })).toBeInstanceOf(command);
    }
  });

  test('takes --json, --quiet, --verbose, --cwd and --no-color', async () => {
    const { stdout } = await runHere([...path.split(' '), '-h']);
    for (const option of ['--json', '--quiet', '--verbose', '--cwd', '--no-color']) expect(stdout).toContain(option);
  });
});

test.each([[[]], [['--help']], [['-h']], [['help']]])('%j tells all commands, and where to start', async (argv) => {
  const { code, stdout } = await runHere(argv);
  expect(code).toBe(0);
  for (const { path } of paths) expect(stdout).toContain(`\n  ${path}  `);
  const started = Array.from(stdout.matchAll(/^ {2}\$ opensession ((?:\S+ )+)/gm), ([, words = '']) => words.trim());
  expect(started.length).toBeGreaterThan(1);
  for (const words of started) expect(paths.map(({ path }) => path)).toContain(words.replace(/ --?\S+$/, ''));
});

test.each(['session --help', 'session handoff artifact --help', 'help session', 'session', 'session handoff artifact'])(
  '%s tells the commands below it',
  async (line) => {
    const { code, stdout } = await runHere(line.split(' '));
    const group = line.replace(/^help | --help$/g, '');
    expect(code).toBe(0);
    for (const { path } of paths)
      expect(new RegExp(`^  ${path} {2}`, 'm').test(stdout)).toBe(path.startsWith(`${group} `));
  },
);

test.each([['session list'], ['session handoff artifact'], ['']])(
  '%j --help --json is help for a program',
  async (line) => {
    const words = line.split(' ').filter((word) => word !== '');
    const run = await runHere([...words, '--help', '--json']);
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
    const told = JSON.parse(run.stdout) as readonly CommandHelp[];
    const ajv = new Ajv({ strict: false, schemas: [{ ...OUTPUT, $id: 'cli' }] });
    expect({ valid: ajv.validate('cli#/$defs/help', told), errors: ajv.errors }).toEqual({ valid: true, errors: null });
    const below = paths.filter(({ path }) => path === line || line === '' || path.startsWith(`${line} `));
    expect(told.map(({ command }) => command)).toEqual(below.map(({ path }) => path));
    for (const { command, usage, description, examples, options } of told) {
      expect(usage).toContain(command);
      expect(description).toMatch(/\S/);
      expect(examples[0]?.line).toContain(`opensession ${command}`);
      expect(options).toContainEqual(expect.objectContaining({ names: ['-q', '--quiet'], value: false }));
      expect(options).toContainEqual(expect.objectContaining({ names: ['--cwd'], value: true }));
    }
    expect(await runHere(['help', ...words, '--json'])).toEqual(run);
  },
);

test('help COMMAND is COMMAND --help', async () => {
  expect(await runHere(['help', 'session', 'list'])).toEqual(await runHere(['session', 'list', '--help']));
});

test.each([
  ['frobnicate list', 'frobnicate', '--help'],
  ['session frobnicate', 'session frobnicate', 'session --help'],
  ['session handoff artifact other', 'session handoff artifact other', 'session handoff artifact --help'],
  ['session handoff artifact other -q --json', 'session handoff artifact other', 'session handoff artifact --help'],
])('%s is no command, and no file', async (line, told, hint) => {
  const { code, stdout, stderr } = await runHere([...line.split(' '), '--json']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    error: { code: 'usage', message: `unknown command: ${told}`, hint: `opensession ${hint}` },
  });
});

test.each(paths)('on a terminal the help of $path fits, its columns stand below each other', async ({ path }) => {
  for (const argv of [[], ['session', 'handoff', 'artifact'], [...path.split(' '), '--help']]) {
    const { stdout } = await runHere(argv, { terminal: true, env: { TERM: 'xterm' } });
    // oxlint-disable-next-line no-control-regex -- what it is about
    const plain = stdout.replaceAll(/\u001B\[\d+m/g, '');
    expect(plain).not.toBe(stdout);
    const lines = plain.split('\n').filter((line) => !line.startsWith('  $ '));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const options = lines.filter((line) => line.startsWith('  -'));
    const columns = new Set(options.map((line) => /^ {2}\S+(?: \S+)? {2,}/.exec(line)?.[0].length));
    expect(columns.size).toBeLessThan(2);
  }
});

test.each(paths)('the help of $path names each value and argument, and breaks no sentence', async ({ path }) => {
  const { stdout } = await runHere([...path.split(' '), '--help']);
  expect(stdout).not.toMatch(/ VALUE\b|^\$ .* \.\.\.$/m);
  expect(stdout).not.toMatch(/[a-z,]\n\n[a-z]/);
});

test('every folder and file below commands/ is the path of a command', () => {
  const root = join(import.meta.dirname, '../../src/cli/commands');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => file.replace(/\.ts$/, '').split(sep).join(' '));
  expect(new Set(files)).toEqual(new Set(paths.map(({ path }) => path)));
});
