import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../../src/version.ts';
import { MAIN, runCli } from '../support/run-cli.ts';
import { runHere } from '../support/run-here.ts';
import { tempDir } from '../support/temp-repo.ts';

describe('--version', () => {
  test.each(['--version', '-V'])('%s', async (option) => {
    expect(await runCli([option], { home: tempDir() })).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
  });

  test('as JSON', async () => {
    const { stdout } = await runHere(['--version', '--json']);
    expect(JSON.parse(stdout)).toEqual({ name: 'opensession', version: VERSION });
  });
});

describe('what is wrong on the command line is usage, exit status 2', () => {
  test.each([
    ['an unknown command', ['sesion', 'list']],
    ['a group without its command', ['session']],
    ['an unknown option', ['session', 'list', '--frobnicate']],
    ['a missing argument', ['parse']],
    ['an argument too many', ['session', 'list', 'extra']],
    ['an option without its value', ['session', 'list', '--cwd']],
    ['a limit that is no number', ['session', 'list', '--limit', 'many']],
    ['an agent that nobody knows', ['session', 'list', '--agent', 'nobody']],
    ['an unknown format', ['session', 'handoff', '--format', 'pdf']],
    ['a count of nothing', ['session', 'handoff', '--last', '0']],
    ['a reference that is none', ['session', 'handoff', '--claude', 'HEAD~x']],
    ['a tool that nobody knows', ['session', 'handoff', '--tool', 'nobody HEAD']],
    ['an empty --tool', ['session', 'handoff', '--tool', ' ']],
  ])('%s', async (_, argv) => {
    const home = tempDir();
    const { code, stdout, stderr } = await runHere([...argv, '--cwd', home], {
      env: { HOME: home, PATH: process.env['PATH'] },
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^opensession: .+ \[\w+\]$/ms);
  });
});

describe('what is not there is not found, exit status 3', () => {
  test.each([
    ['no session', ['session', 'handoff', '--last'], 'session_not_found'],
    ['no such file', ['parse', 'nothing.jsonl'], 'file_not_found'],
    ['no repository', ['session', 'handoff', 'artifact', 'list'], 'not_a_repository'],
  ])('%s', async (_, argv, code) => {
    const home = tempDir();
    const run = await runCli([...argv, '--json'], { home });
    expect({ exit: run.code, stderr: run.stderr }).toEqual({ exit: 3, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code } });
  });
});

test('without --json an error leaves stdout empty', async () => {
  const { code, stdout, stderr } = await runCli(['session', 'handoff', '--format', 'json'], { home: tempDir() });
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('[session_not_found]');
});

test('--verbose shows where an error came from', async () => {
  const { stderr } = await runCli(['parse', 'nothing.jsonl', '--verbose'], { home: tempDir() });
  expect(stderr).toMatch(/^\s+at .*\.ts:\d+/m);
});

test('what a log is not is told as such', async () => {
  const home = tempDir();
  writeFileSync(join(home, 'notes.txt'), 'nothing that an agent wrote\n');
  writeFileSync(join(home, 'empty.jsonl'), '');
  expect(await runHere(['parse', 'notes.txt', '--cwd', home], { env: { HOME: home } })).toMatchObject({ code: 2 });
  expect(await runHere(['session', 'handoff', 'empty.jsonl', '--cwd', home], { env: { HOME: home } })).toMatchObject({
    code: 7,
  });
});

test('nothing in an error message reaches a terminal raw', async () => {
  const home = tempDir();
  const { stderr } = await runHere(['parse', '\u001B[31mred\u202E', '--cwd', home], {
    env: { HOME: home },
    terminal: true,
  });
  expect(stderr).toContain('red');
  expect(stderr).not.toContain('\u001B[31m');
  expect(stderr).not.toContain('\u202E');
});

test('colours are for terminals that want them', async () => {
  const { stdout } = await runHere(['--help'], { terminal: true });
  expect(stdout).toContain('\u001B[1m');
  for (const run of [
    runHere(['--help']),
    runHere(['--help', '--no-color'], { terminal: true }),
    runHere(['--help'], { terminal: true, env: { NO_COLOR: '1' } }),
    runHere(['--help'], { terminal: true, env: { TERM: 'dumb' } }),
  ])
    expect((await run).stdout).not.toContain('\u001B');
});

test('a closed pipe is a success', async () => {
  const home = tempDir();
  const child = spawn(process.execPath, [MAIN, '--help'], { env: { HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise((done) => child.on('close', done));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test.skipIf(!existsSync('/dev/full'))('a full disk below stdout is exit status 8', async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [MAIN, '--help'], {
    env: { HOME: tempDir() },
    stdio: ['ignore', full, 'pipe'],
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise((done) => child.on('close', done));
  closeSync(full);
  expect({ code, stderr }).toMatchObject({ code: 8, stderr: expect.stringContaining('[no_space]') });
});
