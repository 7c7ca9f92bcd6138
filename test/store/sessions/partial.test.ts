/** The branch in a clone that left something out: nothing of it is taken for what is not there, and nobody is asked. */
import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OpenSessionError } from '../../../src/domain/errors.ts';
import { eachOnce, madeOnce } from '../../support/made-once.ts';
import { type TempRepo, openRepo, repoIn } from '../../support/temp-repo.ts';
import { BRANCH, pathsOn, sessionWith } from './branch-fixture.ts';
import { type Clone, cloneOf, openClone, push } from './clones.ts';

const ALL = { before: null, keep: 0, days: null, dryRun: false };
const FILTERS = ['blob:none', 'tree:0'] as const;

/** As a user clones, with nothing checked out. */
const partialOf = async (repo: TempRepo, filter: (typeof FILTERS)[number]): Promise<Clone> => {
  repo.git('config', 'uploadpack.allowFilter', 'true');
  const dir = join(repo.base, `partial-${filter.slice(0, 4)}`);
  const args = ['clone', '--quiet', '--no-checkout', `--filter=${filter}`, `file://${repo.dir}`, dir];
  repo.gitWith({ cwd: repo.base }, ...args);
  return openClone(repo, dir);
};

const sceneOf = eachOnce((filter: (typeof FILTERS)[number]) =>
  madeOnce(async (base) => {
    const repo = repoIn(base, { bare: true });
    const whole = await cloneOf(repo, 'whole');
    await whole.store.put(sessionWith('three', 2));
    await whole.store.prune(ALL);
    await whole.store.put(sessionWith('one', 2), sessionWith('two', 2));
    await push(whole);
    return { whole: whole.dir, clone: (await partialOf(repo, filter)).dir };
  }),
);

/** A remote with sessions one, two and three; `three` was pruned there. */
const scene = async (filter: (typeof FILTERS)[number]) => {
  const { base, made } = await sceneOf(filter)();
  const repo = openRepo(base);
  return { repo, whole: await openClone(repo, made.whole), clone: await openClone(repo, made.clone) };
};

const own = (repo: TempRepo, { dir }: Clone): void =>
  void repo.gitWith({ cwd: dir }, 'update-ref', BRANCH, 'refs/remotes/origin/opensession/sessions');

/** Another one takes the name that git gives. A name with a blank is one that git reads, and does not make. */
const renameRemote = (repo: TempRepo, { dir, address }: Clone, name: string): void => {
  if (name === 'origin') return;
  const git = (...args: string[]) => repo.gitWith({ cwd: dir }, 'config', ...args);
  git('--rename-section', 'remote.origin', `remote.${name}`);
  git('remote.origin.url', `${address}-of-nobody`);
};

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: OpenSessionError) => error.code,
  );

const fill = ({ store, address }: Clone): Promise<void> => store.reach(address, 60_000, (remote) => store.fill(remote));

const leftOut = (repo: TempRepo, { dir }: Clone): number =>
  repo
    .gitWith({ cwd: dir }, 'rev-list', '--objects', '--all', '--missing=print')
    .split('\n')
    .filter((line) => line.startsWith('?')).length;

describe.each(FILTERS)('the branch in a clone with %s', (filter) => {
  test('is told to be incomplete by whatever reads it, without network and with a hint', async () => {
    const { repo, clone } = await scene(filter);
    own(repo, clone);
    renameSync(repo.dir, `${repo.dir}.gone`);
    expect(await codeOf(clone.store.list())).toBe('branch_incomplete');
    expect(await codeOf(clone.store.prune({ ...ALL, dryRun: true }))).toBe('branch_incomplete');
    expect(await codeOf(clone.store.put(sessionWith('one', 4)))).toBe('branch_incomplete');
    await expect(clone.store.list()).rejects.toMatchObject({ hint: expect.stringContaining('git fetch') as string });
    expect(await clone.store.isLacking('publishing')).toBe(true);
    expect(await clone.store.isLacking('branch')).toBe(true);
  });

  test.each(['origin', "up 'stream"])(
    'the hint brings all of it in from the remote that promised it (%s)',
    async (remote) => {
      const { repo, clone } = await scene(filter);
      own(repo, clone);
      renameRemote(repo, clone, remote);
      const error = await clone.store.list().catch((caught: OpenSessionError) => caught);
      const [, command = ''] = /^git ([^;]*)/.exec((error as OpenSessionError).hint ?? '') ?? [];
      execFileSync('sh', ['-c', `git ${command}`], { cwd: clone.dir, env: repo.env, stdio: 'pipe' });
      expect((await clone.store.list()).sessions.map(({ session_id }) => session_id)).toEqual(['one', 'two']);
      expect(leftOut(repo, clone)).toBe(0);
    },
  );

  test('what was left out may say that a session was pruned: it is not added as if nothing were known', async () => {
    const { repo, clone } = await scene(filter);
    expect(await clone.store.isLacking('branch')).toBe(false);
    expect(await codeOf(clone.store.put(sessionWith('three', 2)))).toBe('branch_incomplete');
    await fill(clone);
    expect((await clone.store.put(sessionWith('three', 2))).sessions[0]?.outcome).toBe('pruned');
    expect(pathsOn(repo)).not.toContain('v1/th/three.hail.jsonl');
  });

  test('is filled in by publishing, added to, joined and sent', async () => {
    const { repo, whole, clone } = await scene(filter);
    await fill(clone);
    await clone.store.put(sessionWith('mine', 2));
    await push(clone);
    await fill(whole);
    await whole.store.put(sessionWith('two', 4), sessionWith('other', 2));
    await push(whole);
    repo.gitWith({ cwd: clone.dir }, 'fetch', '--quiet', 'origin');
    // both sides have their own version of one session
    await fill(clone);
    await clone.store.put(sessionWith('two', 6));
    await push(clone);
    const ids = (await clone.store.list()).sessions.map(({ session_id }) => session_id);
    expect(ids.toSorted()).toEqual(['mine', 'one', 'other', 'two']);
    expect(pathsOn(repo)).toEqual(pathsOn(repo, clone.dir));
    expect(repo.git('fsck', '--no-dangling')).toBe('');
    const meta = JSON.parse(repo.git('cat-file', 'blob', `${BRANCH}:v1/tw/two.meta.json`)) as { stats: object };
    expect(meta.stats).toMatchObject({ event_count: 6 });
  });

  test('is pruned, and replaced at the remote with the files of what stays', async () => {
    const { repo, clone } = await scene(filter);
    own(repo, clone);
    await fill(clone);
    await clone.store.prune({ ...ALL, keep: 1 });
    await push(clone, { replace: true });
    expect(pathsOn(repo).filter((path) => path.endsWith('.hail.jsonl'))).toHaveLength(1);
    expect(repo.git('fsck', '--no-dangling')).toBe('');
    expect(pathsOn(repo)).toEqual(pathsOn(repo, clone.dir));
  });
});

test('a session whose tombstone is not in question is added to a blobless clone without network', async () => {
  const { repo, clone } = await scene('blob:none');
  renameSync(repo.dir, `${repo.dir}.gone`);
  expect((await clone.store.put(sessionWith('mine', 2))).sessions[0]?.outcome).toBe('added');
});

test('filling in a blobless clone brings no session', async () => {
  const { repo, clone } = await scene('blob:none');
  await fill(clone);
  expect(await clone.store.isLacking('publishing')).toBe(false);
  own(repo, clone);
  const { sessions } = await clone.store.list();
  expect(await codeOf(clone.store.read(sessions[0]?.blob ?? ''))).toBe('branch_incomplete');
});

test('a whole clone lacks nothing', async () => {
  const { whole } = await scene('blob:none');
  expect(await whole.store.isLacking('publishing')).toBe(false);
});
