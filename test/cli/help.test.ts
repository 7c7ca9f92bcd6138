import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Cli } from 'clipanion';
import { describe, expect, test } from 'vitest';
import type { FaceContext } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { joinLast } from '../../src/cli/join-last.ts';
import { run } from '../../src/cli/run.ts';
import { runHere } from '../support/run-here.ts';

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

test.each([[[]], [['--help']], [['-h']]])('%j tells all commands, and an example', async (argv) => {
  const { code, stdout } = await runHere(argv);
  expect(code).toBe(0);
  for (const { path } of paths) expect(stdout).toContain(`opensession ${path}`);
  expect(stdout).toContain('  $ opensession');
});

test.each(['session', 'session handoff artifact'])('%s --help tells the commands below it', async (group) => {
  const { code, stdout } = await runHere([...group.split(' '), '--help']);
  expect(code).toBe(0);
  for (const { path } of paths)
    expect(new RegExp(`^  opensession ${path} {2}`, 'm').test(stdout)).toBe(path.startsWith(`${group} `));
});

test('every folder and file below commands/ is the path of a command', () => {
  const root = join(import.meta.dirname, '../../src/cli/commands');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => file.replace(/\.ts$/, '').split(sep).join(' '));
  expect(new Set(files)).toEqual(new Set(paths.map(({ path }) => path)));
});
