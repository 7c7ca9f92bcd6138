import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { hostHere } from '../../src/scratch/host-here.ts';
import { OWNER_FILE, isOrphan, readOwner } from '../../src/domain/scratch-owner.ts';
import { isAlive } from '../../src/scratch/is-alive.ts';
import { makeScratch } from '../../src/scratch/make-scratch.ts';
import { removeLiving } from '../../src/scratch/remove-living.ts';
import { removeScratch } from '../../src/scratch/remove-scratch.ts';
import { tempRepo } from '../support/temp-repo.ts';

test.each(['', 'tree'])('a directory of ours says whose it is (%j)', (kind) => {
  const { base } = tempRepo();
  const dir = makeScratch(kind, base);
  expect(dirname(dir)).toBe(base);
  expect(statSync(dir).mode & 0o077).toBe(0);
  expect(readdirSync(dir)).toEqual([OWNER_FILE]);
  const owner = readOwner(readFileSync(join(dir, OWNER_FILE), 'utf8'), basename(dir));
  expect(owner).toEqual({ name: basename(dir), pid: process.pid, host: hostHere() });
});

test.each(['', '{', 'null', '{"name":"opensession-a"}', '{"name":"opensession-b","pid":1,"host":"x"}'])(
  'what says nothing of the directory makes it nobody of ours (%j)',
  (text) => {
    expect(readOwner(text, 'opensession-a')).toBeUndefined();
  },
);

test('only a process of this machine that is gone leaves an orphan', () => {
  const of = (pid: number, host: string) => isOrphan({ name: 'opensession-a', pid, host }, { host: 'here', isAlive });
  expect([of(2 ** 30, 'here'), of(process.pid, 'here'), of(2 ** 30, 'elsewhere')]).toEqual([true, false, false]);
});

test('what a process that is told to end still has goes with it, and nothing else', () => {
  const { base } = tempRepo();
  const [gone, left] = [makeScratch('', base), makeScratch('tree', base)];
  mkdirSync(join(left, 'objects'));
  removeScratch(gone);
  mkdirSync(gone); // somebody else's by now
  removeLiving();
  expect(readdirSync(base).filter((name) => name.startsWith('opensession-'))).toEqual([basename(gone)]);
});
