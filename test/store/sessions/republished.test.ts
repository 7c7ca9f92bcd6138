/** A session that a clone has still, or has again, and that was pruned at the remote. */
import { describe, expect, test } from 'vitest';
import { BRANCH, DAY, START, filesOf, pathsOn, sessionWith } from './branch-fixture.ts';
import { type Clone, cloneOf, origin, push } from './clones.ts';

const PATH = 'v1/ab/abc.hail.jsonl';
const TOMBSTONE = 'v1/tombstones/ab/abc.json';

/** On a day from START. */
const put = async ({ store }: Clone, repo: ReturnType<typeof origin>, again?: number, messages = 2) => {
  const files = filesOf(repo, sessionWith('abc', messages));
  if (again === undefined) return (await store.add([files])).sessions[0]?.outcome;
  const republished_at = new Date(START + again * DAY).toISOString();
  const meta = JSON.stringify({ ...(JSON.parse(files.meta) as object), republished_at });
  return (await store.add([{ ...files, meta }])).sessions[0]?.outcome;
};

const ALL = { before: null, keep: 0, days: null, dryRun: false };

/** Two clones that have it; the first prunes it on the fifth day. */
const pruned = async () => {
  const repo = origin();
  const [a, b] = [await cloneOf(repo, 'a'), await cloneOf(repo, 'b')];
  await put(a, repo);
  await push(a);
  await put(b, repo);
  await push(b);
  a.store.at(5);
  await a.store.prune(ALL);
  await push(a, { replace: true });
  expect(pathsOn(repo)).not.toContain(PATH);
  const fetch = (clone: Clone): string => repo.gitWith({ cwd: clone.dir }, 'fetch', '--quiet', 'origin');
  return { repo, a, b, fetch };
};

describe('a session that was pruned at the remote', () => {
  test('is said to be so as soon as git fetched the branch, and stays here until it is joined', async () => {
    const { repo, b, fetch } = await pruned();
    repo.gitWith({ cwd: b.dir }, 'update-ref', '-d', 'refs/remotes/origin/opensession/sessions');
    expect(await put(b, repo)).toBe('same');
    fetch(b);
    expect(await put(b, repo)).toBe('pruned-there');
    expect(pathsOn(repo, b.dir)).toContain(PATH);
  });

  test('is not added by a clone that has no branch yet, and knows', async () => {
    const { repo, fetch } = await pruned();
    const fresh = await cloneOf(repo, 'fresh');
    fetch(fresh);
    expect(await put(fresh, repo)).toBe('pruned');
    expect(repo.gitWith({ cwd: fresh.dir }, 'for-each-ref', BRANCH)).toBe('');
  });

  test('stays when it is published again, whoever joins, and goes with the next prune', async () => {
    const { repo, a, b } = await pruned();
    expect(await put(b, repo, 6)).toBe('added');
    await push(b);
    await push(a);
    for (const dir of [repo.dir, a.dir, b.dir])
      expect(pathsOn(repo, dir)).toEqual([PATH, 'v1/ab/abc.meta.json', TOMBSTONE]);
    b.store.at(7);
    await b.store.prune(ALL);
    await push(b, { replace: true });
    await push(a);
    for (const dir of [repo.dir, a.dir, b.dir]) expect(pathsOn(repo, dir)).not.toContain(PATH);
  });

  test('is pruned again in a clone that knows the first tombstone alone', async () => {
    const { repo, a, b } = await pruned();
    const first = repo.git('rev-parse', BRANCH);
    await put(b, repo, 6);
    await push(b);
    await push(a);
    a.store.at(8);
    await a.store.prune(ALL);
    repo.git('update-ref', BRANCH, first);
    await push(b, { replace: true });
    await push(a, { replace: true });
    await push(b);
    for (const dir of [repo.dir, a.dir, b.dir]) expect(pathsOn(repo, dir)).not.toContain(PATH);
  });

  test('is pruned also by a clone whose clock is behind that of whoever published it again', async () => {
    const { repo, a, b } = await pruned();
    await put(b, repo, 100);
    await push(b);
    await push(a);
    expect(pathsOn(repo, a.dir)).toContain(PATH);
    a.store.at(7);
    await a.store.prune(ALL);
    await push(a, { replace: true });
    await push(b);
    for (const dir of [repo.dir, a.dir, b.dir]) expect(pathsOn(repo, dir)).not.toContain(PATH);
    // and may be published again, by that clock
    expect(await put(a, repo, 8)).toBe('added');
    await push(a);
    await push(b);
    for (const dir of [repo.dir, a.dir, b.dir]) expect(pathsOn(repo, dir)).toContain(PATH);
  });

  test('published again in a shorter version brings no longer one back, of whichever clone', async () => {
    const { repo, a, b, fetch } = await pruned();
    const stale = await cloneOf(repo, 'stale');
    repo.gitWith({ cwd: stale.dir }, 'update-ref', '-d', 'refs/remotes/origin/opensession/sessions');
    expect(await put(stale, repo)).toBe('added');
    expect(await put(a, repo, 6, 1)).toBe('added');
    await push(a);
    const shorter = repo.git('rev-parse', `${BRANCH}:${PATH}`);
    await stale.store.put(sessionWith('other', 1));
    await push(stale);
    await push(b);
    for (const dir of [repo.dir, b.dir, stale.dir])
      expect(repo.gitWith({ cwd: dir }, 'rev-parse', `${BRANCH}:${PATH}`)).toBe(shorter);
    fetch(a);
    expect(await put(a, repo)).toBe('pruned');
    // nor does the prune of the shorter one
    await push(a);
    a.store.at(8);
    await a.store.prune(ALL);
    await push(a, { replace: true });
    const late = await cloneOf(repo, 'late');
    repo.gitWith({ cwd: late.dir }, 'update-ref', '-d', 'refs/remotes/origin/opensession/sessions');
    expect(await put(late, repo)).toBe('added');
    await push(late);
    for (const dir of [repo.dir, late.dir]) expect(pathsOn(repo, dir)).not.toContain(PATH);
  });

  test('is gone for both where two clones pruned different versions of it', async () => {
    const { repo, a, b } = await pruned();
    const apart = await cloneOf(repo, 'apart');
    repo.gitWith({ cwd: apart.dir }, 'update-ref', '-d', 'refs/remotes/origin/opensession/sessions');
    await put(apart, repo, 6, 1);
    apart.store.at(8);
    await apart.store.prune(ALL);
    await push(apart, { replace: true });
    await push(a);
    const [tombstone, other] = [repo, a].map((at) => repo.gitWith({ cwd: at.dir }, 'show', `${BRANCH}:${TOMBSTONE}`));
    expect(tombstone).toBe(other);
    await push(b);
    expect(pathsOn(repo)).not.toContain(PATH);
    await put(apart, repo, 7, 1);
    await push(b);
    expect(pathsOn(repo)).not.toContain(PATH);
  });

  test('published again twice adds one version, and each time it was pruned another', async () => {
    const { repo, a } = await pruned();
    expect(await put(a, repo, 6)).toBe('added');
    expect(await put(a, repo, 7)).toBe('same');
    a.store.at(8);
    await a.store.prune(ALL);
    expect(await put(a, repo, 9)).toBe('added');
  });

  test('is known also where the name of the remote holds a slash', async () => {
    const { repo, b, fetch } = await pruned();
    fetch(b);
    repo.gitWith({ cwd: b.dir }, 'remote', 'rename', 'origin', 'team/main');
    expect(await put(b, repo)).toBe('pruned-there');
  });
});
