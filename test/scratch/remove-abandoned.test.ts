import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { OWNER_FILE } from '../../src/domain/scratch-owner.ts';
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
  const gone = [made('empty1'), made('begun1', { [OWNER_FILE]: '' })];
  const kept = [
    made('young1', {}, 0),
    made('other1', { [OWNER_FILE]: 'something else' }),
    made('works1', { [OWNER_FILE]: '', 'work.txt': 'of somebody' }),
    made('works2', { 'work.txt': 'of somebody' }),
  ];
  removeAbandoned(makeScratch('tree', parent), 'tree', HOUR_MS);
  expect(gone.filter((dir) => existsSync(dir))).toEqual([]);
  expect(kept.filter((dir) => !existsSync(dir))).toEqual([]);
});
