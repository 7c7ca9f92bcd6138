import { execFileSync, spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERSION } from '../../src/version.ts';
import { runCli } from '../support/run-cli.ts';
import { tempDir, tempRepo } from '../support/temp-repo.ts';

const ROOT = resolve(import.meta.dirname, '../..');
let dist = '';
let main = '';

beforeAll(() => {
  dist = realpathSync(mkdtempSync(join(tmpdir(), 'opensession-dist-')));
  main = join(dist, 'opensession.js');
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.ts'), dist], { stdio: 'pipe' });
});

afterAll(() => {
  rmSync(dist, { recursive: true, force: true });
});

test('answers --version', async () => {
  expect(await runCli(['--version'], { home: tempDir(), main })).toEqual({
    code: 0,
    stdout: `${VERSION}\n`,
    stderr: '',
  });
});

test('walks the demo with what is bundled alone', { timeout: 120_000 }, async () => {
  const { code, stdout, stderr } = await runCli(['demo', '--json'], { home: tempDir(), main });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ passed: true });
});

test('packs and unpacks an archive: a CommonJS package works in the bundle', async () => {
  const repo = tempRepo();
  repo.commit('start');
  const run = (...args: readonly string[]) => runCli([...args, '--cwd', repo.dir], { home: repo.home, main });
  const file = join(repo.base, 'all.tar');
  expect(await run('export', file, '--json')).toMatchObject({ code: 0 });
  expect(await run('import', file, '--json')).toMatchObject({ code: 0 });
});

const compiled = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README')
    .map((entry) => join(entry.parentPath, entry.name));

test('keeps what Node compiled beside itself, nowhere else, and does without where it cannot', async () => {
  const copy = join(tempDir(), 'dist');
  cpSync(dist, copy, { recursive: true });
  rmSync(join(copy, 'compiled'), { recursive: true });
  mkdirSync(join(copy, 'compiled'));
  const home = tempDir();
  const temporary = tempDir();
  const list = () =>
    runCli(['session', 'list', '--all', '--json'], {
      home,
      main: join(copy, 'opensession.js'),
      env: { TMPDIR: temporary },
    });
  const first = await list();
  expect(first).toMatchObject({ code: 0, stdout: '[]\n' });
  expect(compiled(join(copy, 'compiled')).length).toBeGreaterThan(10);
  expect([...readdirSync(home), ...readdirSync(temporary)]).toEqual([]);
  for (const file of compiled(join(copy, 'compiled'))) writeFileSync(file, 'damaged');
  expect(await list()).toEqual(first);
  rmSync(join(copy, 'compiled'), { recursive: true });
  writeFileSync(join(copy, 'compiled'), 'a file: nothing can be made in it');
  expect(await list()).toEqual(first);
});

test.runIf(process.geteuid?.() === 0)('leaves nothing in an installation of somebody else', async () => {
  const copy = join(tempDir(), 'dist');
  cpSync(dist, copy, { recursive: true });
  rmSync(join(copy, 'compiled'), { recursive: true });
  mkdirSync(join(copy, 'compiled'));
  chownSync(join(copy, 'compiled'), 12_345, 12_345);
  expect(await runCli(['session', 'list'], { home: tempDir(), main: join(copy, 'opensession.js') })).toMatchObject({
    code: 0,
  });
  expect(compiled(join(copy, 'compiled'))).toEqual([]);
});

test('holds no path of the machine that built it, and no other agent data than the recordings', () => {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:js|mjs|txt)$/.test(entry.name)) continue;
    expect(readFileSync(join(entry.parentPath, entry.name), 'utf8')).not.toContain(ROOT);
  }
  expect(readdirSync(join(dist, 'demo'))).toEqual(['claude-code', 'codex', 'gemini', 'opencode']);
});

test('names the licence of everything that is bundled', () => {
  const licences = readFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['clipanion', 'unbash', 'canonicalize']) expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

test('a Node that is too old is told which one is needed', async (context) => {
  const old = oldNode();
  if (old === undefined) return context.skip('no Node older than 24 on this machine');
  for (const args of [['--version'], ['session', 'list'], []]) {
    const { code, stdout, stderr } = await runCli(args, { home: tempDir(), main, node: old });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^opensession needs Node\.js 24 or later; this is \d+\.\d+\.\d+\.\n$/);
  }
  return undefined;
});

/** Beside the one of the tests, which comes first on PATH. */
const oldNode = (): string | undefined =>
  ['/usr/bin/node', '/usr/local/bin/node', '/opt/homebrew/bin/node']
    .filter((path) => existsSync(path))
    .find(
      (path) => Number(spawnSync(path, ['-p', 'process.versions.node.split(".")[0]']).stdout.toString('utf8')) < 24,
    );
