import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hostHere } from '../../src/scratch/host-here.ts';
import { OWNER_FILE } from '../../src/domain/scratch-owner.ts';
import { toArtifactId } from '../../src/domain/refs.ts';
import { LIVE_BUDGET } from '../../src/domain/retention-findings.ts';
import { transferOwner } from '../../src/domain/transfer-owner.ts';
import type { World } from '../../src/engine/ports.ts';
import { runDoctor } from '../../src/engine/run-doctor.ts';
import { PREFIX } from '../support/scene.ts';
import { digestTree } from '../support/snapshot-repo.ts';
import type { Here } from './artifacts/artifact-world.ts';
import { findings, ready, save } from './examined.ts';

/** A file that was written so many minutes before the world's clock. */
const old = (place: Here, path: string, text: string, minutes: number): string => {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  age(place, path, minutes);
  return path;
};

const age = (place: Here, path: string, minutes: number): void => {
  const at = place.world.clock.now().getTime() / 1000 - minutes * 60;
  utimesSync(path, at, at);
};

const withGit = (place: Here, at: boolean | null): World => ({
  ...place.world,
  upkeep: { ...place.world.upkeep, isGitAt: () => at },
});

test('a sound repository has nothing open, and outside of one only the machine is looked at', async () => {
  const place = ready();
  await save(place, 'one');
  expect(await runDoctor(place.world, { fix: false })).toMatchObject({ open: 0, repository: place.repo.dir });
  const outside = { ...place.world, cwd: place.repo.base };
  const { open, repository, checks } = await runDoctor(outside, { fix: true });
  expect({ open, repository }).toEqual({ open: 0, repository: null });
  const looked = checks.flatMap((one) => (one.looked ? [one.check] : []));
  expect(looked).toEqual(['git_version', 'agent_directories', 'leftovers']);
});

test.skipIf(process.getuid?.() !== 0)('a repository that git refuses is told, and is not none', async () => {
  const place = ready();
  chownSync(place.repo.dir, 12345, 12345);
  chownSync(join(place.repo.dir, '.git'), 12345, 12345);
  const { repository, open, checks } = await runDoctor(place.world, { fix: true });
  expect({ repository, open }).toEqual({ repository: null, open: 1 });
  expect(checks.find(({ check }) => check === 'repository')?.findings).toMatchObject([
    {
      severity: 'error',
      what: expect.stringContaining(place.repo.dir),
      hint: expect.stringContaining('safe.directory'),
    },
  ]);
});

test('a damaged packed-refs is told once, nothing of the refs is taken for sound, and all else is looked at', async () => {
  const place = ready();
  await save(place, 'one');
  place.repo.git('pack-refs', '--all');
  writeFileSync(join(place.repo.dir, '.git/packed-refs'), 'no line of git\n', { flag: 'a' });
  const lock = old(place, join(place.repo.dir, '.git', `${PREFIX}one.lock`), '', 60);
  const queue = join(place.repo.dir, '.git/opensession/push-queue.json');
  mkdirSync(join(queue, '..'), { recursive: true });
  const waiting = { artifact_id: 'one', address: 'https://host.example/r.git', since: '2026-11-22T10:00:00.000Z' };
  writeFileSync(queue, JSON.stringify({ version: 1, entries: [waiting] }));
  const { checks, open } = await runDoctor(withGit(place, false), { fix: true });
  const of = (id: string) => checks.find(({ check }) => check === id)?.findings;
  expect(open).toBe(1);
  expect(of('repository')).toMatchObject([
    {
      severity: 'error',
      what: expect.stringContaining('no line of git'),
      hint: expect.stringContaining('packed-refs'),
    },
  ]);
  expect(of('stale_locks')).toMatchObject([{ fix: { done: true } }]);
  expect(existsSync(lock)).toBe(false);
  const unlooked = checks.filter(({ looked }) => !looked).map(({ check }) => check);
  const unread = 'push_queue unreadable damaged_files damaged_records odd_removals live_refs clock';
  expect(unlooked.join(' ')).toBe(unread);
  expect((await place.world.exchange(place.world.cwd)).queue()).toHaveLength(1);
});

test('a directory with .git in which there is no repository is told as well', async () => {
  const place = ready();
  mkdirSync(join(place.repo.base, 'empty/.git/'), { recursive: true });
  mkdirSync(join(place.repo.base, 'empty/sub'));
  const world = { ...place.world, cwd: join(place.repo.base, 'empty/sub') };
  expect(await findings(world, 'repository')).toMatchObject([{ severity: 'error' }]);
  expect(await findings({ ...world, cwd: place.repo.base }, 'repository')).toEqual([]);
});

test('a file of an artifact that is damaged or missing is told, live or archived', async () => {
  const place = ready();
  await save(place, 'one');
  expect(await findings(place.world, 'damaged_files')).toEqual([]);
  const ref = `${PREFIX}one`;
  const blob = place.repo.gitWith({ input: '{' }, 'hash-object', '-w', '--stdin');
  const listing = place.repo.git('ls-tree', ref).replace(/[0-9a-f]{40}(?=\tmanifest)/, blob);
  const commit = (listed: string): string =>
    place.repo.gitWith(
      { input: place.repo.git('log', '-1', '--format=%B', ref) },
      'commit-tree',
      place.repo.gitWith({ input: `${listed}\n` }, 'mktree', '--missing'),
      '-p',
      ref,
    );
  const [bad, gone] = [commit(listing), commit(listing.replace(blob, '1'.repeat(40)))];
  for (const tip of [bad, gone]) {
    place.repo.git('update-ref', ref, tip);
    expect(await findings(place.world, 'damaged_files', true)).toMatchObject([
      { severity: 'error', what: expect.stringContaining('manifest.json'), fix: null },
    ]);
  }
  place.repo.git('update-ref', ref, bad);
  const store = await place.world.store(place.world.cwd);
  await store.archive.fold([{ id: toArtifactId('one'), commit: bad }]);
  expect(await findings(place.world, 'damaged_files')).toMatchObject([
    { what: expect.stringContaining('refs/opensession/handoff/archive') },
  ]);
});

describe('stale locks', () => {
  const lockOf = (place: Here, minutes: number): string =>
    old(place, join(place.repo.dir, '.git', `${PREFIX}one.lock`), '', minutes);

  test('an old lock of a ref is removed, and the ref can be written again', async () => {
    const place = ready();
    await save(place, 'one');
    const lock = lockOf(place, 20);
    expect(await findings(place.world, 'stale_locks')).toMatchObject([{ severity: 'error', fix: { done: false } }]);
    expect(existsSync(lock)).toBe(true);
    expect(await findings(place.world, 'stale_locks', true)).toMatchObject([{ fix: { done: true } }]);
    expect(existsSync(lock)).toBe(false);
    place.repo.git('update-ref', '-d', `${PREFIX}one`);
  });

  test('a young one, and one where a git is at work, are left', async () => {
    const place = ready();
    const lock = lockOf(place, 1);
    expect(await findings(place.world, 'stale_locks', true)).toMatchObject([{ severity: 'note', fix: null }]);
    lockOf(place, 500);
    expect(await findings(withGit(place, true), 'stale_locks', true)).toMatchObject([{ severity: 'note', fix: null }]);
    expect(existsSync(lock)).toBe(true);
  });

  test('where the system does not tell what runs, it has to be older', async () => {
    const place = ready();
    lockOf(place, 20);
    expect(await findings(withGit(place, null), 'stale_locks')).toMatchObject([{ severity: 'note' }]);
    lockOf(place, 70);
    expect(await findings(withGit(place, null), 'stale_locks')).toMatchObject([{ severity: 'error' }]);
  });

  test('one of our own is judged by its process', async () => {
    const place = ready();
    const lock = (owner: object, minutes: number) =>
      old(place, join(place.repo.dir, '.git/opensession/push-queue.json.lock'), JSON.stringify(owner), minutes);
    lock({ pid: process.pid, host: hostHere() }, 500);
    expect(await findings(place.world, 'stale_locks')).toMatchObject([{ severity: 'note', fix: null }]);
    lock({ pid: 2 ** 30, host: hostHere() }, 500);
    expect(await findings(place.world, 'stale_locks')).toMatchObject([{ severity: 'error', fix: { done: false } }]);
    lock({ pid: 2 ** 30, host: 'elsewhere' }, 500);
    expect(await findings(place.world, 'stale_locks')).toMatchObject([{ severity: 'warning', fix: null }]);
    lock({ pid: 2 ** 30, host: '1f2e3d4c.4026531999@elsewhere' }, 500);
    const [other] = await findings(place.world, 'stale_locks');
    expect(other?.what).toMatch(/ is held on elsewhere, /);
    lock({ pid: 2 ** 30, host: 'elsewhere' }, 1500);
    expect(await findings(place.world, 'stale_locks')).toMatchObject([{ severity: 'error', fix: { done: false } }]);
  });

  test.each(['packed-refs.lock', 'packed-refs.new'])('%s, of all refs, is told, and left', async (name) => {
    const place = ready();
    const lock = old(place, join(place.repo.dir, '.git', name), '', 500);
    expect(await findings(place.world, 'stale_locks', true)).toMatchObject([{ severity: 'warning', fix: null }]);
    expect(existsSync(lock)).toBe(true);
  });

  test('one that was taken anew between the look and the mending stays', async () => {
    const place = ready();
    const lock = lockOf(place, 20);
    const { upkeep } = place.world;
    const world = {
      ...place.world,
      upkeep: {
        ...upkeep,
        remove: (entry: Parameters<typeof upkeep.remove>[0]) => {
          age(place, lock, 0);
          return upkeep.remove(entry);
        },
      },
    };
    expect(await findings(world, 'stale_locks', true)).toMatchObject([
      { fix: { done: false, problem: expect.stringMatching(/changed/) } },
    ]);
    expect(existsSync(lock)).toBe(true);
  });
});

describe('unreadable artifacts', () => {
  test('are set aside, with all that they hold', async () => {
    const place = ready();
    await save(place, 'good');
    const head = place.repo.git('rev-parse', 'HEAD');
    place.repo.git('update-ref', `${PREFIX}bad`, head);
    const blob = place.repo.gitWith({ input: '{' }, 'hash-object', '-w', '--stdin');
    const tree = place.repo.gitWith({ input: `100644 blob ${blob}\tartifact.json\n` }, 'mktree');
    const broken = place.repo.gitWith({ input: 'handoff-artifact: worse' }, 'commit-tree', tree);
    place.repo.git('update-ref', `${PREFIX}worse`, broken);
    expect(await findings(place.world, 'unreadable')).toHaveLength(2);
    const mended = await findings(place.world, 'unreadable', true);
    expect(mended).toMatchObject([{ fix: { done: true } }, { fix: { done: true } }]);
    expect(place.repo.git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/opensession').split('\n')).toEqual(
      [
        expect.stringMatching(new RegExp(`^${PREFIX}good `)),
        `refs/opensession/quarantine/bad-${head.slice(0, 12)} ${head}`,
        `refs/opensession/quarantine/worse-${broken.slice(0, 12)} ${broken}`,
      ],
    );
    expect(await findings(place.world, 'unreadable')).toEqual([]);
  });

  test('are set aside under names of their own, again and again', async () => {
    const place = ready();
    const head = place.repo.git('rev-parse', 'HEAD');
    const names = ['a/b', 'c/b', 'x'.repeat(240), '\u{1F600}'.repeat(60)];
    const spoil = () => names.map((name) => place.repo.git('update-ref', `${PREFIX}${name}`, head));
    for (let round = 0; round < 2; round++) {
      spoil();
      const mended = await findings(place.world, 'unreadable', true);
      expect(mended).toMatchObject(names.map(() => ({ fix: { done: true } })));
    }
    const aside = place.repo.git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/opensession').split('\n');
    expect(aside).toHaveLength(names.length);
    for (const line of aside) expect(line).toMatch(new RegExp(`^refs/opensession/quarantine/.* ${head}$`));
    expect(aside.join('\n')).toContain('/a+b-');
  });

  test.each(['damaged', 'gone'])('one whose object is %s is set aside by a note: git cannot name it', async (is) => {
    const place = ready();
    const { ref } = await save(place, 'broken');
    const commit = place.repo.git('rev-parse', ref);
    const object = join(place.repo.dir, '.git/objects', commit.slice(0, 2), commit.slice(2));
    chmodSync(object, 0o644);
    if (is === 'gone') rmSync(object);
    else writeFileSync(object, 'garbage');
    expect(await findings(place.world, 'unreadable', true)).toMatchObject([{ fix: { done: true, problem: null } }]);
    const aside = `refs/opensession/quarantine/broken-${commit.slice(0, 12)}`;
    expect(place.repo.git('cat-file', 'blob', aside)).toBe(`${ref} was at ${commit}, which could not be read`);
    expect(await findings(place.world, 'unreadable')).toEqual([]);
  });

  test('one whose ref is empty is told, and left', async () => {
    const place = ready();
    old(place, join(place.repo.dir, '.git', `${PREFIX}gone`), '', 0);
    const [told] = await findings(place.world, 'unreadable', true);
    expect(told).toMatchObject({ severity: 'error', fix: null });
    execFileSync('sh', ['-c', told?.hint ?? 'false'], { cwd: place.repo.dir });
    expect(await findings(place.world, 'unreadable')).toEqual([]);
  });
});

test('too many live refs', async () => {
  const place = ready();
  const head = place.repo.git('rev-parse', 'HEAD');
  const message = (id: number) => `create ${PREFIX}a${id} ${head}\n`;
  expect(await findings(place.world, 'live_refs')).toEqual([]);
  place.repo.gitWith(
    { input: Array.from({ length: LIVE_BUDGET + 1 }, (_, id) => message(id)).join('') },
    'update-ref',
    '--stdin',
  );
  place.repo.git('pack-refs', '--all');
  expect(await findings(place.world, 'live_refs')).toMatchObject([{ severity: 'warning', fix: null }]);
});

describe('refspec traps', () => {
  const cases: readonly [string, readonly (readonly [string, string])[], string | null][] = [
    ['an ordinary clone', [['fetch', '+refs/heads/*:refs/remotes/origin/*']], null],
    [
      'an ordinary clone that prunes',
      [
        ['fetch', '+refs/heads/*:refs/remotes/origin/*'],
        ['prune', 'true'],
      ],
      null,
    ],
    ['into names of its own', [['fetch', '+refs/opensession/*:refs/opensession-remote/origin/*']], null],
    ['all refs', [['fetch', '+refs/*:refs/*']], 'warning'],
    [
      'all refs, pruned',
      [
        ['fetch', '+refs/*:refs/*'],
        ['prune', 'true'],
      ],
      'error',
    ],
    [
      'ours, pruned',
      [
        ['fetch', 'refs/opensession/*:refs/opensession/*'],
        ['prune', 'true'],
      ],
      'error',
    ],
    [
      'a mirror',
      [
        ['fetch', '+refs/*:refs/*'],
        ['mirror', 'true'],
      ],
      'error',
    ],
    ['a push mirror', [['mirror', 'true']], 'error'],
    ['ours pushed', [['push', 'refs/opensession/*']], 'warning'],
    ['all pushed', [['push', '+refs/*:refs/*']], 'warning'],
    ['branches pushed', [['push', 'refs/heads/*']], null],
    ['matching branches pushed', [['push', ':']], null],
  ];
  test.each(cases)('%s', async (_, settings, severity) => {
    const place = ready();
    for (const [name, value] of settings) place.repo.git('config', '--add', `remote.a.b.${name}`, value);
    const config = digestTree(join(place.repo.dir, '.git'), (path) => path !== 'config');
    const found = await findings(place.world, 'refspec_traps', true);
    expect(found.map((one) => one.severity)).toEqual(severity === null ? [] : [severity]);
    expect(found.every(({ fix, hint }) => fix === null && hint?.startsWith('git config') === true)).toBe(true);
    expect(digestTree(join(place.repo.dir, '.git'), (path) => path !== 'config')).toEqual(config);
  });

  test('the command that is told undoes it', async () => {
    const place = ready();
    place.repo.git('config', '--add', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*');
    place.repo.git('config', '--add', 'remote.origin.fetch', '+refs/*:refs/*');
    const [found] = await findings(place.world, 'refspec_traps');
    place.repo.git(...(found?.hint ?? '').replaceAll("'", '').split(' ').slice(1));
    expect(await findings(place.world, 'refspec_traps')).toEqual([]);
    expect(place.repo.git('config', '--get-all', 'remote.origin.fetch')).toBe('+refs/heads/*:refs/remotes/origin/*');
  });

  test('a value out of a hostile repository stands in no command', async () => {
    const place = ready();
    place.repo.git('config', 'remote.origin.push', "refs/*:x'; touch /tmp/x; '");
    expect(await findings(place.world, 'refspec_traps')).toMatchObject([{ hint: 'git config --edit' }]);
  });
});

describe('leftovers', () => {
  const GONE = 2 ** 30;
  const at = (place: Here, name: string) => join(place.repo.base, 'tmp', name);
  const left = (place: Here, name: string, minutes: number, owner?: object): string => {
    old(place, join(at(place, name), 'src/index'), 'x', minutes);
    if (owner !== undefined) old(place, join(at(place, name), OWNER_FILE), JSON.stringify(owner), minutes);
    age(place, at(place, name), minutes);
    return at(place, name);
  };

  test('of ours that are older than a day are removed', async () => {
    const place = ready();
    const names = ['opensession-aB3dE6', 'opensession-gate-aB3dE6'];
    const paths = names.map((name) => left(place, name, 3000, { name, pid: GONE, host: hostHere() }));
    const shared = join(place.repo.dir, '.git/opensession');
    const unfinished = old(place, join(shared, '.opensession-1234.tmp'), 'x', 3000);
    // of a machine that may not run any more: no transfer takes a day
    const transfer = join(shared, 'transfer-elsewhere-1234-aB3dE6');
    old(place, join(transfer, 'HEAD'), 'x', 3000);
    age(place, transfer, 3000);
    const all = [...paths, unfinished, transfer];
    const found = await findings(place.world, 'leftovers', true);
    expect(found.map(({ fix }) => fix)).toEqual(
      all.map((path) => ({ plan: `remove ${path}`, done: true, problem: null })),
    );
    expect(all.filter((path) => existsSync(path))).toEqual([]);
  });

  test('an old file that was to become one in the working tree is told: it is not ours to remove', async () => {
    const place = ready();
    const path = old(place, join(place.repo.dir, '.opensession-1234.tmp'), 'x', 3000);
    old(place, join(place.repo.dir, '.opensession-1235.tmp'), 'x', 60);
    expect(await findings(place.world, 'leftovers', true)).toMatchObject([
      { severity: 'warning', what: expect.stringContaining(path), hint: `rm ${path}`, fix: null },
    ]);
  });

  test('what does not say that it is ours, is young, copied, in use or of another machine stays', async () => {
    const place = ready();
    const ours = (name: string) => ({ name, pid: GONE, host: hostHere() });
    left(place, 'opensession-backup', 5000);
    left(place, 'opensession-aB3dE7', 60, ours('opensession-aB3dE7'));
    left(place, 'opensession-aB3dE8', 3000, ours('opensession-aB3dE6'));
    left(place, 'opensession-aB3dE9', 3000, { ...ours('opensession-aB3dE9'), pid: process.pid });
    left(place, 'opensession-aB3dEa', 3000, { ...ours('opensession-aB3dEa'), host: 'elsewhere' });
    left(place, 'other-aB3dE6', 3000, ours('other-aB3dE6'));
    old(place, at(place, 'opensession-aB3dEb'), 'x', 3000);
    const shared = join(place.repo.dir, '.git/opensession');
    const running = `transfer-${transferOwner({ host: hostHere(), pid: process.pid })}-aB3dE6`;
    const kept = [running, 'transfer-notes'].map((name) => join(shared, name));
    for (const path of kept) {
      old(place, join(path, 'HEAD'), 'x', 3000);
      age(place, path, 3000);
    }
    const before = digestTree(at(place, ''), () => false);
    expect(await findings(place.world, 'leftovers', true)).toEqual([]);
    expect(digestTree(at(place, ''), () => false)).toEqual(before);
    expect(kept.filter((path) => !existsSync(path))).toEqual([]);
  });
});

test('settings of the repository that name programs, a clock that is wrong, directories that are closed', async () => {
  const place = ready();
  place.repo.git('config', 'core.fsmonitor', 'true');
  place.repo.git('config', '--global', 'core.sshCommand', 'ssh -v');
  expect(await findings(place.world, 'repository_settings')).toEqual([]);
  place.repo.git('config', 'core.fsmonitor', '/somewhere/run');
  place.repo.git('config', 'filter.x.clean', 'run it');
  expect(await findings(place.world, 'repository_settings')).toMatchObject([
    { severity: 'note' },
    { severity: 'note' },
  ]);
  await save(place, 'one');
  place.at('2020-01-01T00:00:00.000Z');
  expect(await findings(place.world, 'clock')).toMatchObject([{ severity: 'warning' }]);
  const [agent] = place.world.agents;
  const world = {
    ...place.world,
    agents: agent === undefined ? [] : [{ ...agent, roots: () => ['/closed'] }],
    files: { ...place.world.files, isClosed: (dir: string) => dir === '/closed' },
  };
  expect(await findings(world, 'agent_directories')).toMatchObject([{ severity: 'warning' }]);
});

test.each([
  ['git version 2.39.5', 0],
  ['git version 2.36.0.windows.1', 0],
  ['git version 3.0.0', 0],
  ['git version 2.35.9', 1],
  ['nothing', 1],
])('%s', async (says, count) => {
  const { world } = ready();
  const git: World['git'] = {
    ...world.git,
    run: async (args, options) =>
      args[0] === '--version'
        ? { code: 0, stdout: Buffer.from(`${says}\n`), stderr: '' }
        : world.git.run(args, options),
  };
  expect(await findings({ ...world, git }, 'git_version')).toHaveLength(count);
});

test('mending touches nothing outside our namespace', async () => {
  const place = ready();
  await save(place, 'one');
  const git = join(place.repo.dir, '.git');
  place.repo.git('update-ref', `${PREFIX}bad`, 'HEAD');
  place.repo.git('config', 'remote.origin.fetch', '+refs/*:refs/*');
  for (const path of ['index.lock', 'refs/heads/main.lock', 'config.lock', 'refs/heads/topic.lock'])
    old(place, join(git, path), '', 500);
  old(place, join(git, `${PREFIX}one.lock`), '', 500);
  const rest = () => digestTree(git, (path) => path.startsWith('refs/opensession'));
  const before = rest();
  const work = digestTree(place.repo.dir, (path) => path === '.git');
  const { checks } = await runDoctor(place.world, { fix: true });
  expect(checks.flatMap(({ findings }) => findings.filter(({ fix }) => fix?.done === true))).toHaveLength(2);
  expect(rest()).toEqual(before);
  expect(digestTree(place.repo.dir, (path) => path === '.git')).toEqual(work);
});
