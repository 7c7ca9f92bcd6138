import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostHere } from '../../../src/scratch/host-here.ts';
import { toArtifactId } from '../../../src/domain/refs.ts';
import { openGit } from '../../../src/git/open-git.ts';
import { writeWhole } from '../../../src/sources/files.ts';
import type { ExchangePlace } from '../../../src/store/exchange/exchange-place.ts';
import { takeLock } from '../../../src/store/exchange/lock-file.ts';
import { enqueue, readQueue, settle } from '../../../src/store/exchange/push-queue.ts';
import { sweepSharing } from '../../../src/store/exchange/sweep-sharing.ts';
import { transferOwner } from '../../../src/domain/transfer-owner.ts';
import { isUnfinished } from '../../../src/domain/unfinished.ts';
import { machineOf } from '../../support/clones.ts';
import { tempDir, tempRepo } from '../../support/temp-repo.ts';

const [A, B] = ['https://a.test/o/n', 'https://b.test/o/n'];
const ids = (...names: string[]) => names.map(toArtifactId);

const placed = async (dir?: string): Promise<ExchangePlace> => {
  const repo = tempRepo();
  if (dir !== undefined) {
    repo.commit('one');
    repo.git('worktree', 'add', '--quiet', join(repo.base, dir));
  }
  const git = openGit(repo.env);
  const cwd = dir === undefined ? repo.dir : join(repo.base, dir);
  const paths = await git.locate(cwd);
  const clock = { now: () => new Date('2026-02-03T04:05:06.789Z') };
  const { commonDir } = paths;
  return { git, paths, cwd, commonDir, format: 'sha1', clock, machine: machineOf(), write: writeWhole, ssh: undefined };
};

const queued = (place: ExchangePlace) => readQueue(place).map(({ artifact_id, address }) => [artifact_id, address]);

describe('the queue', () => {
  it('keeps each entry once for each remote, until it is settled for that remote', async () => {
    const place = await placed();
    await enqueue(place, A, ids('one', 'two'));
    await enqueue(place, A, ids('two'));
    await enqueue(place, B, ids('two'));
    expect(queued(place)).toEqual([
      ['one', A],
      ['two', A],
      ['two', B],
    ]);
    await settle(place, A, new Set(['two', 'three']));
    expect(queued(place)).toEqual([
      ['one', A],
      ['two', B],
    ]);
  });

  it('is one for all work trees', async () => {
    const place = await placed('linked');
    await enqueue(place, A, ids('one'));
    expect(existsSync(join(place.paths.commonDir, 'opensession/push-queue.json'))).toBe(true);
    expect(place.paths.commonDir).not.toBe(place.paths.gitDir);
  });

  it('loses nothing to many that write at the same time', async () => {
    const place = await placed();
    const names = Array.from({ length: 20 }, (_, index) => `id-${index}`);
    await Promise.all(names.map((name) => enqueue(place, A, ids(name))));
    expect(
      readQueue(place)
        .map(({ artifact_id }) => artifact_id)
        .sort(),
    ).toEqual([...names].sort());
    expect(readdirSync(join(place.paths.commonDir, 'opensession'))).toEqual(['push-queue.json']);
  });

  it('is swept of what a killed writer left, and of nothing that may be under way', async () => {
    const place = await placed();
    await enqueue(place, A, ids('one'));
    const dir = join(place.paths.commonDir, 'opensession');
    const at = place.clock.now().getTime() / 1000;
    for (const [name, age] of [
      ['.opensession-old.tmp', 3600],
      ['.opensession-new.tmp', 1],
      ['notes.tmp', 3600],
    ] as const) {
      writeFileSync(join(dir, name), '');
      utimesSync(join(dir, name), at - age, at - age);
    }
    sweepSharing(place);
    expect(readdirSync(dir).sort()).toEqual(['.opensession-new.tmp', 'notes.tmp', 'push-queue.json']);
  });

  it.skipIf(process.getuid?.() !== 0)('what another user left in a shared repository fails nobody', async () => {
    const place = await placed();
    const shared = join(tempDir(), 'opensession');
    const theirs = join(shared, `transfer-${transferOwner({ host: hostHere(), pid: 2 ** 30 })}-aB3dE6`);
    mkdirSync(join(theirs, 'objects'), { recursive: true, mode: 0o700 });
    const file = join(shared, '.opensession-0.tmp');
    writeFileSync(file, '');
    utimesSync(file, 0, 0);
    for (const dir of [dirname(shared), shared]) chmodSync(dir, 0o755);
    // in this process: another user may not read where this project lies
    process.seteuid?.(65_534);
    try {
      expect(() => sweepSharing({ ...place, paths: { ...place.paths, commonDir: dirname(shared) } })).not.toThrow();
    } finally {
      process.seteuid?.(0);
    }
    expect(existsSync(theirs)).toBe(true);
  });

  it.each(['', '{', '[]', '{"entries":1}', '{"entries":[null,{"artifact_id":"../x","address":"a","since":"b"}]}'])(
    'is empty where the file holds %j',
    async (text) => {
      const place = await placed();
      const path = join(place.paths.commonDir, 'opensession/push-queue.json');
      mkdirSync(dirname(path));
      writeFileSync(path, text);
      expect(readQueue(place)).toEqual([]);
      await enqueue(place, A, ids('one'));
      expect(queued(place)).toEqual([['one', A]]);
    },
  );
});

/** Takes a lock as a process that is killed meanwhile. @param replaced what of `fs` does something else */
const takeKilled = async (at: string, replaced: string): Promise<void> => {
  const script = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const { linkSync, rmSync } = fs;
    const kill = () => process.kill(process.pid, 'SIGKILL');
    const at = process.argv[2];
    ${replaced};
    syncBuiltinESMExports();
    const { takeLock } = await import(process.argv[1]);
    await takeLock(at, { pid: process.pid, host: 'here', isAlive: () => true }, 0);
  `;
  const source = join(import.meta.dirname, '../../../src/store/exchange/lock-file.ts');
  const args = ['--input-type=module', '--eval', script, source, at];
  const signal = await new Promise((resolve) => {
    execFile(process.execPath, args, (error) => resolve(error?.signal));
  });
  expect(signal).toBe('SIGKILL');
};

describe('a lock', () => {
  const path = (): string => join(tempDir(), 'dir/lock');

  it('leaves what is swept, where its process is killed', async () => {
    const at = path();
    await takeKilled(at, 'fs.linkSync = kill');
    const left = readdirSync(dirname(at));
    expect({ left: left.length, swept: left.filter(isUnfinished).length }).toEqual({ left: 1, swept: 1 });
    expect(await takeLock(at, machineOf(), 0)).not.toBeNull();
  });

  it('is held by one, and given back', async () => {
    const at = path();
    const release = await takeLock(at, machineOf(), 0);
    expect(await takeLock(at, machineOf(), 0)).toBeNull();
    release?.();
    expect(await takeLock(at, machineOf(), 0)).not.toBeNull();
  });

  it('without a text, as a crash of the machine leaves it, is taken over, also while that under which it goes has none', async () => {
    const at = path();
    mkdirSync(dirname(at));
    writeFileSync(at, '');
    await takeKilled(
      at,
      "fs.linkSync = (from, to) => (to === at ? linkSync(from, to) : (fs.writeFileSync(to, ''), kill()))",
    );
    expect(readdirSync(dirname(at))).toHaveLength(3);
    expect(await takeLock(at, machineOf(), 0)).not.toBeNull();
    expect(readdirSync(dirname(at)).filter((name) => !isUnfinished(name))).toEqual(['lock']);
  });

  it('that goes by a dead one’s text is swept, where who took that away is killed', async () => {
    const at = path();
    mkdirSync(dirname(at));
    writeFileSync(at, JSON.stringify({ pid: 2 ** 30, host: 'here', started: '1' }));
    await takeKilled(at, 'fs.rmSync = (...args) => (rmSync(...args), args[0] === at && kill())');
    const left = readdirSync(dirname(at));
    expect(left).not.toEqual([]);
    expect(left.filter((name) => !isUnfinished(name))).toEqual([]);
  });

  it('of somebody alive is never out of its place, though a slow one found a dead one’s there', async () => {
    const at = path();
    mkdirSync(dirname(at));
    writeFileSync(at, JSON.stringify({ pid: 2 ** 30, host: machineOf().host, started: null }));
    let changed: bigint | undefined;
    const isAlive = (pid: number): boolean => {
      if (changed !== undefined) return machineOf().isAlive(pid);
      // between its look and its hand another takes the lock
      writeFileSync(at, JSON.stringify({ pid: 1, host: 'another' }));
      changed = statSync(at, { bigint: true }).ctimeNs;
      return false;
    };
    expect(await takeLock(at, { ...machineOf(), isAlive }, 0)).toBeNull();
    expect(statSync(at, { bigint: true }).ctimeNs).toBe(changed);
    expect(readdirSync(dirname(at))).toEqual(['lock']);
  });

  it.each([
    ['of a process that is gone', { pid: 2 ** 30, host: machineOf().host, started: null }, true],
    ['of a process whose id is used again', { pid: process.pid, host: machineOf().host, started: '1' }, true],
    ['of another machine', { pid: 2 ** 30, host: 'another', started: null }, false],
  ])('%s', async (_, owner, taken) => {
    const at = path();
    mkdirSync(dirname(at));
    writeFileSync(at, JSON.stringify(owner));
    expect((await takeLock(at, machineOf(), 0)) !== null).toBe(taken);
  });

  it('of another machine is taken over once no command can hold it any more', async () => {
    const at = path();
    mkdirSync(dirname(at));
    writeFileSync(at, JSON.stringify({ pid: 2 ** 30, host: 'another', started: null }));
    utimesSync(at, 1, 1);
    expect(await takeLock(at, machineOf(), 0)).not.toBeNull();
  });
});
