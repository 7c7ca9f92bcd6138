import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { tempDir } from '../support/temp-repo.ts';

const KEPT_MODULES = pathToFileURL(resolve(import.meta.dirname, '../../src/cli/kept-modules.ts')).href;

/** A module that V8's flags change below, and one that is loaded after that. */
const MAIN = `
require('node:v8').setFlagsFromString('--semi-space-growth-factor=1');
exports.say = () => ['said by main', require('./late.js').say()].join();
exports.other = () => 'said by nobody';`;
const LATE = `exports.say = () => 'said late';`;

const bundle = (main = MAIN) => {
  const dir = tempDir();
  const folder = join(dir, 'compiled');
  mkdirSync(folder);
  writeFileSync(join(dir, 'main.js'), main);
  writeFileSync(join(dir, 'late.js'), LATE);
  const code = `import { loadKept } from ${JSON.stringify(KEPT_MODULES)};
    process.stdout.write(loadKept(${JSON.stringify(folder)}, ${JSON.stringify(join(dir, 'main.js'))}).say());`;
  const run = (...flags: readonly string[]): string =>
    execFileSync(process.execPath, [...flags, '--input-type=module', '-e', code], { encoding: 'utf8', stdio: 'pipe' });
  const files = (): readonly string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  const kept = (name: string): string => files().find((file) => file.endsWith(name)) ?? '';
  /** Each is written as a file of its own. */
  const written = () => files().map((file) => statSync(file).ino);
  return { dir, run, files, kept, written };
};

test('keeps functions that were compiled as they were called, and no others', () => {
  const { run, kept } = bundle();
  expect(run()).toBe('said by main,said late');
  expect(readFileSync(kept('main.js')).includes('said by main')).toBe(true);
  expect(readFileSync(kept('main.js')).includes('said by nobody')).toBe(false);
});

test('takes what is kept, also of what was loaded after V8 was given other flags', () => {
  const { run, files, written } = bundle();
  const first = run();
  const before = written();
  expect(files()).toHaveLength(2);
  expect(run()).toBe(first);
  expect(written()).toEqual(before);
});

test('makes anew what was damaged', () => {
  const { run, kept, written } = bundle();
  const first = run();
  const before = written();
  const bytes = readFileSync(kept('main.js'));
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 0xff, middle);
  writeFileSync(kept('main.js'), bytes);
  expect(run()).toBe(first);
  expect(written()).not.toEqual(before);
});

test('asks for the source itself, not for its length', () => {
  const { dir, run } = bundle();
  run();
  writeFileSync(join(dir, 'late.js'), LATE.replace('late', 'soon'));
  expect(run()).toBe('said by main,said soon');
});

test('makes it anew after a day', () => {
  const { run, kept, written } = bundle();
  run();
  const before = written();
  const yesterday = Date.now() / 1000 - 25 * 60 * 60;
  utimesSync(kept('main.js'), yesterday, yesterday);
  run();
  expect(written()).not.toEqual(before);
});

test('takes also what was loaded between two changes of flags', () => {
  const { run, files, written } = bundle(`
    const { setFlagsFromString } = require('node:v8');
    setFlagsFromString('--semi-space-growth-factor=1');
    exports.say = require('./late.js').say;
    setFlagsFromString('--heap-growing-percent=50');
    setFlagsFromString('--no-parallel-scavenge');
    setFlagsFromString('--expose-gc');`);
  run();
  const before = written();
  expect(files()).toHaveLength(2);
  run();
  expect(written()).toEqual(before);
});

test('keeps what the start alone called, also of a long run', () => {
  const { run, kept } = bundle(`
    const start = () => 'said at the start';
    start();
    require('node:v8').setFlagsFromString('--expose-gc');
    require('node:vm').runInNewContext('gc')();
    exports.say = () => 'said';`);
  run('--stress-flush-code'); // each collection takes what is not running for long unused
  expect(readFileSync(kept('main.js')).includes('said at the start')).toBe(true);
});

test('makes no folder again that was taken away while it ran', () => {
  const { dir, run } = bundle(`
    require('node:fs').rmSync(__dirname, { recursive: true });
    exports.say = () => 'said';`);
  expect(run()).toBe('said');
  expect(existsSync(dir)).toBe(false);
});
