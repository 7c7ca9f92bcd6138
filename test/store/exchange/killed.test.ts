/** A push that is killed: at the remote each ref is old or new, and what was not confirmed waits. Fault test A3. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostHere } from '../../../src/scratch/host-here.ts';
import { transferOwner } from '../../../src/domain/transfer-owner.ts';
import { unfinishedName } from '../../../src/domain/unfinished.ts';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import { openGit } from '../../../src/git/open-git.ts';
import { writeWhole } from '../../../src/sources/files.ts';
import { openExchange } from '../../../src/store/exchange/open-exchange.ts';
import { MARK } from '../../../src/store/kept-pack.ts';
import { type Clone, type Origin, PREFIX, machineOf, origin } from '../../support/clones.ts';
import { runCli } from '../../support/run-cli.ts';
import { POSIX } from '../../support/scene.ts';

const FETCH = ['session', 'handoff', 'artifact', 'fetch', '--remote', 'origin', '--json'];
const PUSH = ['session', 'handoff', 'artifact', 'push', '--remote', 'origin', '--json'];

const tipsIn = (at: Pick<Clone, 'git'>): ReadonlyMap<string, string> =>
  new Map(
    at
      .git('for-each-ref', '--format=%(refname)%09%(objectname)', PREFIX)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t') as [string, string]),
  );

/** Whom a hook of the remote kills: our process (its id stands in the lock), or the git that receives (its parent). */
const VICTIMS = {
  client: (lock: string) => `kill -9 $(sed 's/.*"pid":\\([0-9]*\\).*/\\1/' ${lock})`,
  receiver: () => 'kill -9 $PPID',
} as const;

const scene = async (
  hook: string,
  victim: keyof typeof VICTIMS,
): Promise<{ remote: Origin; clone: Clone; hook: string }> => {
  const remote = origin();
  const clone = await remote.clone();
  for (let index = 0; index < 5; index++) await clone.save(`id-${index}`, 'a');
  expect((await clone.push()).sent).toHaveLength(5);
  for (let index = 0; index < 8; index++) await clone.save(`id-${index}`, 'b');
  mkdirSync(join(remote.dir, 'hooks'), { recursive: true });
  const path = join(remote.dir, 'hooks', hook);
  // `update` runs once for each ref: in the middle of them
  const when = hook === 'update' ? 'case $1 in */id-4) ;; *) exit 0;; esac\n' : '';
  writeFileSync(path, `#!/bin/sh\n${when}${VICTIMS[victim](join(clone.dir, '.git/opensession/push.lock'))}\n`, {
    mode: 0o755,
  });
  return { remote, clone, hook: path };
};

describe.runIf(POSIX)('a push that is killed', () => {
  it.each(
    (['client', 'receiver'] as const).flatMap((victim) =>
      ['pre-receive', 'update', 'post-receive'].map((hook) => [victim, hook] as const),
    ),
  )('%s in %s', async (victim, hook) => {
    const { remote, clone, hook: path } = await scene(hook, victim);
    const before = tipsIn(remote);
    const wanted = tipsIn(clone);
    const options = { home: remote.home, cwd: clone.dir };
    const killed = await runCli(PUSH, options);
    // when `post-receive` runs, the client has its answers
    expect(killed.code === 0).toBe(victim === 'receiver' && hook === 'post-receive');
    for (const [ref, tip] of tipsIn(remote)) expect([before.get(ref), wanted.get(ref)]).toContain(tip);
    const queue = JSON.parse(readFileSync(join(clone.dir, '.git/opensession/push-queue.json'), 'utf8')) as {
      entries: { artifact_id: string }[];
    };
    const waiting = new Set(queue.entries.map(({ artifact_id }) => artifact_id));
    const there = tipsIn(remote);
    for (const [ref, tip] of wanted) if (there.get(ref) !== tip) expect(waiting).toContain(ref.slice(PREFIX.length));
    rmSync(path);
    const again = await runCli(PUSH, options);
    expect({ code: again.code, queued: (JSON.parse(again.stdout) as { queued: number }).queued }).toEqual({
      code: 0,
      queued: 0,
    });
    expect(tipsIn(remote)).toEqual(wanted);
    expect(remote.git('fsck', '--strict')).not.toMatch(/error|missing/);
    expect(readdirSync(join(clone.dir, '.git/opensession')).sort()).toEqual([
      'handoff-remote.json',
      'known-there.json',
      'push-queue.json',
    ]);
    expect(existsSync(join(clone.dir, '.git/opensession/push.lock'))).toBe(false);
  });
});

describe.runIf(POSIX)('a fetch that is killed', () => {
  it('leaves nothing that the next one does not take away', async () => {
    const remote = origin();
    const [clone, other] = [await remote.clone(), await remote.clone()];
    await other.save('one', 'a');
    expect((await other.push()).sent).toHaveLength(1);
    const shared = join(clone.dir, '.git/opensession');
    const hook = join(remote.base, 'hook');
    const pid = String.raw`ls ${shared} | sed -n 's/^transfer-.*-\([0-9]*\)-[^-]*$/\1/p'`;
    writeFileSync(hook, `#!/bin/sh\nkill -9 $(${pid})\n`, { mode: 0o755 });
    clone.git('config', '--global', 'uploadpack.packObjectsHook', hook);
    const fetch = () => runCli(FETCH, { home: remote.home, cwd: clone.dir });
    expect((await fetch()).code).not.toBe(0);
    clone.git('config', '--global', '--unset', 'uploadpack.packObjectsHook');
    const isTransfer = (name: string): boolean => name.startsWith('transfer-');
    expect(readdirSync(shared).filter(isTransfer)).toHaveLength(1);
    const kept = join(clone.dir, '.git/objects/pack/pack-0.keep');
    mkdirSync(join(kept, '..'), { recursive: true });
    writeFileSync(kept, `${MARK}\n`);
    const unfinished = join(shared, unfinishedName('0'));
    writeFileSync(unfinished, '');
    for (const path of [kept, unfinished]) utimesSync(path, 0, 0);
    expect((await fetch()).code).toBe(0);
    expect(clone.git('for-each-ref', '--format=%(refname)', PREFIX)).toBe(`${PREFIX}one`);
    expect(readdirSync(shared).filter(isTransfer)).toEqual([]);
    expect([kept, unfinished].filter((path) => existsSync(path))).toEqual([]);
  });

  it('is swept also by one that cannot be made: what was left may be what fills the disk', async () => {
    const remote = origin();
    const clone = await remote.clone();
    const left = join(
      clone.dir,
      `.git/opensession/transfer-${transferOwner({ host: hostHere(), pid: 2 ** 30 })}-aB3dE6`,
    );
    clone.git('config', '--global', `url.git://example.test/.insteadOf`, `file://${remote.dir}`);
    const { problem } = await clone.fetch();
    expect(problem).toMatchObject({ code: 'refused' });
    mkdirSync(join(left, 'objects'), { recursive: true });
    await clone.fetch();
    expect(existsSync(left)).toBe(false);
  });

  it('is swept by a push before it writes anything, the remote that is chosen and the queue', async () => {
    const remote = origin();
    const clone = await remote.clone();
    await clone.save('one', 'a');
    const name = `transfer-${transferOwner({ host: hostHere(), pid: 2 ** 30 })}-aB3dE6`;
    const left = join(clone.dir, '.git/opensession', name);
    const write = async (path: string, text: string): Promise<void> => {
      if (existsSync(left)) throw new OpenSessionError('no_space', 'the disk is full of what was left');
      await writeWhole(path, text);
    };
    const git = openGit(clone.env);
    const clock = { now: () => new Date('2026-02-03T04:05:06.789Z') };
    const sharing = { clock, machine: machineOf(), write, ssh: undefined };
    const exchange = openExchange(git, await git.locate(clone.dir), sharing);
    const [to] = await exchange.remotes();
    if (to === undefined) throw new Error('no remote');
    mkdirSync(left, { recursive: true });
    await exchange.choose(to);
    mkdirSync(left, { recursive: true });
    const order = { remote: to, ids: 'all', timeoutMs: 60_000, onProgress: () => {} } as const;
    expect(await exchange.push(order)).toMatchObject({ problem: null, queued: 0 });
  });

  it('is swept by dry runs too, which leave the same where they are killed', async () => {
    const remote = origin();
    const clone = await remote.clone();
    await clone.save('one', 'a');
    const name = `transfer-${transferOwner({ host: hostHere(), pid: 2 ** 30 })}-aB3dE6`;
    const left = join(clone.dir, '.git/opensession', name);
    for (const dryRun of [() => clone.previewPush(), () => clone.previewFetch()]) {
      mkdirSync(left, { recursive: true });
      await dryRun();
      expect(existsSync(left)).toBe(false);
    }
  });
});
