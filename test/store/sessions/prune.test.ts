import { describe, expect, test } from 'vitest';
import { tempRepo } from '../../support/temp-repo.ts';
import { BRANCH, DAY, pathsOn, sessionWith, START, storeIn } from './branch-fixture.ts';
import { cloneOf, origin, push } from './clones.ts';

/** Sessions published before the morning of this day go. */
const olderThan = (day: number, dryRun = false) => ({ before: START + day * DAY, keep: null, days: 30, dryRun });

const idsIn = async (store: Awaited<ReturnType<typeof storeIn>>): Promise<readonly string[]> =>
  (await store.list()).sessions.map(({ session_id }) => session_id);

describe('pruning', () => {
  test('survivors of one prune go with the next: the older tool never prunes them again', async () => {
    const repo = tempRepo();
    const store = await storeIn(repo);
    for (const [day, id] of ['old', 'mid', 'new'].entries()) {
      store.at(day * 10);
      await store.put(sessionWith(id, 2));
    }
    store.at(100);
    const before = repo.git('rev-parse', BRANCH);
    expect(await store.prune(olderThan(5, true))).toMatchObject({
      expired_sessions: 1,
      rewritten: false,
      commit: before,
    });
    expect(repo.git('rev-parse', BRANCH)).toBe(before);

    const first = await store.prune(olderThan(5));
    expect(first).toMatchObject({
      scanned_sessions: 3,
      expired_sessions: 1,
      rewritten: true,
      expired: [{ session_id: 'old' }],
    });
    expect(await idsIn(store)).toEqual(['mid', 'new']);
    expect(repo.git('log', '--format=%P|%s', BRANCH)).toBe('|retention-prune: keep_days=30 expired=1');
    expect(repo.git('reflog', 'show', BRANCH)).toBe('');

    const second = await store.prune(olderThan(15));
    expect(second).toMatchObject({
      scanned_sessions: 2,
      expired: [{ session_id: 'mid', published_at: '2026-05-11T00:00:00.000Z' }],
    });
    expect(await store.prune(olderThan(19))).toMatchObject({ expired_sessions: 0, rewritten: false });
    expect(await store.prune(olderThan(20))).toMatchObject({ expired: [{ session_id: 'new' }] });
    expect(pathsOn(repo).every((path) => path.startsWith('v1/tombstones/'))).toBe(true);
    expect(repo.git('fsck', '--strict')).not.toMatch(/error|warning|missing/);
  });

  test('a number of newest stays', async () => {
    const repo = tempRepo();
    const store = await storeIn(repo);
    for (const [day, id] of ['z', 'y', 'x'].entries()) {
      store.at(day);
      await store.put(sessionWith(id, 2));
    }
    await store.prune({ before: null, keep: 2, days: null, dryRun: false });
    expect(await idsIn(store)).toEqual(['x', 'y']);
  });

  test('what was pruned comes back when it has grown, and not before', async () => {
    const repo = tempRepo();
    const store = await storeIn(repo);
    await store.put(sessionWith('abc', 2), sessionWith('abd', 2));
    await store.prune({ before: null, keep: 0, days: null, dryRun: false });
    expect((await store.put(sessionWith('abc', 2))).sessions[0]?.outcome).toBe('pruned');
    expect((await store.put(sessionWith('abc', 4))).sessions[0]?.outcome).toBe('added');
    expect(pathsOn(repo)).toEqual(['v1/ab/abc.hail.jsonl', 'v1/ab/abc.meta.json', 'v1/tombstones/ab/abd.json']);
  });

  test('nothing there is no change', async () => {
    const store = await storeIn(tempRepo());
    expect(await store.prune(olderThan(5))).toEqual({
      scanned_sessions: 0,
      expired_sessions: 0,
      rewritten: false,
      commit: null,
      expired: [],
    });
  });

  test('a clone that has it still brings back neither the session nor its history, and survivors stay prunable', async () => {
    const repo = origin();
    const [a, b] = [await cloneOf(repo, 'a'), await cloneOf(repo, 'b')];
    await a.store.put(sessionWith('old', 2));
    a.store.at(10);
    await a.store.put(sessionWith('mid', 2));
    await push(a);
    await b.store.put(sessionWith('old', 2));
    await push(b);
    const dead = repo.git('rev-parse', `${BRANCH}:v1/ol/old.hail.jsonl`);

    await a.store.prune(olderThan(5));
    await expect(push(a)).rejects.toMatchObject({ code: 'refused' });
    expect(await push(a, { replace: true })).toMatchObject({ changed: true });
    b.store.at(50);
    await b.store.put(sessionWith('fresh', 2));
    await push(b);

    expect(pathsOn(repo).filter((path) => path.endsWith('.hail.jsonl'))).toEqual([
      'v1/fr/fresh.hail.jsonl',
      'v1/mi/mid.hail.jsonl',
    ]);
    expect(repo.git('rev-list', '--objects', BRANCH)).not.toContain(dead);
    expect(await b.store.prune(olderThan(15))).toMatchObject({
      expired: [{ session_id: 'mid', published_at: '2026-05-11T00:00:00.000Z' }],
    });
  });

  test('in two clones at the same time: neither brings back what the other pruned, and survivors stay prunable', async () => {
    const repo = origin();
    const [u, v] = [await cloneOf(repo, 'u'), await cloneOf(repo, 'v')];
    for (const [day, id] of ['one', 'two', 'three'].entries()) {
      u.store.at(day);
      await u.store.put(sessionWith(id, 2));
    }
    await push(u);
    repo.gitWith({ cwd: v.dir }, 'fetch', '--quiet', 'origin', `${BRANCH}:${BRANCH}`);
    const hails = ['on/one', 'tw/two'].map((at) => repo.git('rev-parse', `${BRANCH}:v1/${at}.hail.jsonl`));
    u.store.at(0);
    await u.store.put(sessionWith('own', 2));
    await u.store.prune({ before: null, keep: 2, days: null, dryRun: false });
    await v.store.put(sessionWith('late', 2)); // at the first day, as `one` was
    await v.store.prune({ before: START + 1.5 * DAY, keep: null, days: null, dryRun: false });
    await push(u, { replace: true });
    await expect(push(v)).rejects.toMatchObject({ code: 'refused' });
    expect(await push(v, { replace: true })).toMatchObject({ changed: true });
    await push(u);
    for (const cwd of [repo.dir, u.dir, v.dir]) {
      const objects = repo.gitWith({ cwd }, 'rev-list', '--objects', BRANCH);
      for (const dead of hails) expect(objects).not.toContain(dead);
      expect(pathsOn(repo, cwd).filter((path) => path.endsWith('.hail.jsonl'))).toEqual(['v1/th/three.hail.jsonl']);
    }
    expect(await u.store.prune(olderThan(10))).toMatchObject({
      expired: [{ session_id: 'three', published_at: '2026-05-03T00:00:00.000Z' }],
    });
  });

  test('at a remote that lets no branch be replaced is said to be refused', async () => {
    const repo = origin();
    const a = await cloneOf(repo, 'a');
    await a.store.put(sessionWith('old', 2), sessionWith('new', 2));
    await push(a);
    repo.git('config', 'receive.denyNonFastForwards', 'true');
    await a.store.prune({ before: null, keep: 1, days: null, dryRun: false });
    await expect(push(a, { replace: true })).rejects.toMatchObject({ code: 'remote_rejected' });
  });
});
