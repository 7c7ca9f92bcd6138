import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { hostHere } from '../../src/scratch/host-here.ts';
import { OWNER_FILE, ownerText } from '../../src/domain/scratch-owner.ts';
import { makeScratch } from '../../src/scratch/make-scratch.ts';
import { removeAbandoned } from '../../src/scratch/remove-abandoned.ts';

const parents: string[] = [];
afterEach(() => parents.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));

const HOUR_MS = 60 * 60 * 1000;

test('what a process left that was killed before it could say whose it is goes, and nothing that holds anything', () => {
  const parent = mkdtempSync(join(tmpdir(), 'scratch-test-'));
  parents.push(parent);
  const made = (name: string, files: { readonly [name: string]: string } = {}, age = 2): string => {
    const dir = join(parent, `opensession-tree-${name}`);
    mkdirSync(dir);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
    const then = Date.now() / 1000 - age * 3600;
    utimesSync(dir, then, then);
    return dir;
  };
  const owned = (name: string, host = hostHere()) => ({
    [OWNER_FILE]: ownerText({ name: `opensession-tree-${name}`, pid: process.pid, host }),
    index: 'x',
  });
  const gone = [
    made('empty1'),
    made('begun1', { [OWNER_FILE]: '' }),
    // its process has long ended, and another one has its id
    made('again1', owned('again1'), 25),
  ];
  const kept = [
    made('young1', {}, 0),
    made('alive1', owned('alive1')),
    made('there1', owned('there1', 'elsewhere'), 25),
    made('other1', { [OWNER_FILE]: 'something else' }),
    made('works1', { [OWNER_FILE]: '', 'work.txt': 'of somebody' }),
    made('works2', { 'work.txt': 'of somebody' }),
  ];
  removeAbandoned(makeScratch('tree', parent), 'tree', HOUR_MS);
  expect(gone.filter((dir) => existsSync(dir))).toEqual([]);
  expect(kept.filter((dir) => !existsSync(dir))).toEqual([]);
});

test.skipIf(process.getuid?.() !== 0)('what another user put there is not looked into, and stays', () => {
  const parent = mkdtempSync(join(tmpdir(), 'scratch-test-'));
  parents.push(parent);
  const then = Date.now() / 1000 - 48 * 3600;
  const made = (name: string, fill: (dir: string) => void): string => {
    const dir = join(parent, `opensession-tree-${name}`);
    mkdirSync(dir);
    fill(dir);
    utimesSync(dir, then, then);
    lchownSync(dir, 12_345, 12_345);
    return dir;
  };
  const text = ownerText({ name: 'opensession-tree-theirs', pid: 2 ** 30, host: hostHere() });
  const kept = [
    made('empty', () => {}),
    made('theirs', (dir) => writeFileSync(join(dir, OWNER_FILE), text)),
    made('pipe', (dir) => execFileSync('mkfifo', [join(dir, OWNER_FILE)])),
  ];
  const link = join(parent, 'opensession-tree-link');
  symlinkSync(kept[1] ?? '', link);
  lchownSync(link, 12_345, 12_345);
  removeAbandoned(makeScratch('tree', parent), 'tree', HOUR_MS);
  expect([...kept, link].filter((path) => !existsSync(path))).toEqual([]);
});
