import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { hostHere } from '../../src/scratch/host-here.ts';
import { OWNER_FILE, ownerText } from '../../src/domain/scratch-owner.ts';
import { openGit } from '../../src/git/open-git.ts';
import { type FactsRequest, type FactsResult, beginRepositoryFacts } from '../../src/git/repository-facts.ts';
import { digestTree } from '../support/snapshot-repo.ts';
import { type TempRepo, canary, tempDir, tempRepo } from '../support/temp-repo.ts';

const START = 1_700_000_000;
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
const REQUEST: FactsRequest = {
  startedAt: iso(START + 10),
  endedAt: iso(START + 1000),
  startCommit: null,
  commits: [],
  claimedPaths: [],
};

type Known = Extract<FactsResult, { known: true }>;

const factsOf = async (repo: TempRepo, request: Partial<FactsRequest> = {}, cwd = repo.dir): Promise<Known> => {
  const result = await beginRepositoryFacts(openGit(repo.env), cwd).finish({ ...REQUEST, ...request });
  if (!result.known) throw new Error(result.reason);
  return result;
};

const claimedBy = ({ repository }: Known) => Object.fromEntries(repository.claimed.map((claim) => [claim.path, claim]));

/** What git itself would make of the paths: added to a copy of HEAD's tree. */
const treeByGit = (repo: TempRepo, paths: readonly string[]): string => {
  const env = { GIT_INDEX_FILE: join(repo.base, 'index') };
  repo.gitWith({ env }, 'read-tree', 'HEAD');
  repo.gitWith({ env }, 'add', '--all', '--', ...paths);
  return repo.gitWith({ env }, 'write-tree');
};

it('lets git look through the work tree while its caller reads the log', async () => {
  const repo = tempRepo();
  const git = openGit(repo.env);
  const asked: (string | undefined)[] = [];
  const watched: typeof git = { ...git, run: (args, options) => (asked.push(args[0]), git.run(args, options)) };
  const pending = beginRepositoryFacts(watched, repo.dir);
  await pending.root;
  // nothing else that is waited for would let it start before the log is read, which takes this thread
  expect(asked).toContain('status');
  expect(await pending.finish(REQUEST)).toMatchObject({ known: true });
});

it('removes the directory that a killed process left in the temporary directory long ago, and nothing that is not marked as ours', async () => {
  const repo = tempRepo();
  repo.write('a.txt', 'a\n');
  repo.commit('one', START);
  const names = [
    'opensession-tree-oldold',
    'opensession-tree-newnew',
    'opensession-tree-in-use',
    'opensession-tree-backup',
  ];
  const [old, fresh, used, theirs] = names.map((name) => join(repo.base, name));
  const left = (dir = '', pid = 2 ** 30) => {
    mkdirSync(dir);
    writeFileSync(join(dir, OWNER_FILE), ownerText({ name: basename(dir), pid, host: hostHere() }));
  };
  left(old);
  left(fresh);
  left(used, process.pid);
  mkdirSync(theirs ?? '');
  writeFileSync(join(theirs ?? '', 'a.txt'), 'theirs');
  for (const dir of [old, theirs]) utimesSync(dir ?? '', 1, 1);
  const hoursAgo = Date.now() / 1000 - 2 * 3600;
  utimesSync(used ?? '', hoursAgo, hoursAgo);
  vi.stubEnv('TMPDIR', repo.base);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  await factsOf(repo, { claimedPaths: ['a.txt'] });
  expect([old, fresh, used, theirs].map((dir) => existsSync(dir ?? ''))).toEqual([false, true, true, true]);
});

describe('the state of the repository', () => {
  const handoffs = [
    ['of one session', '# Session Handoff\n'],
    ['of several', '# Merged Session Handoff\r\n\r\n**Sessions:** 2\r\n'],
    ['of a part by hand', '# By hand\n'],
  ] as const;
  it.each(handoffs)(
    'does not count the handoff %s, which is written after everything, as a change',
    async (_, text) => {
      const repo = tempRepo();
      repo.write('a.txt', 'a\n');
      repo.commit('one', START);
      repo.write('HANDOFF.md', text);
      expect((await factsOf(repo)).repository).toMatchObject({ dirty: false, other_dirty: [] });
      const claimed = await factsOf(repo, { claimedPaths: ['HANDOFF.md'] });
      expect(claimed.repository).toMatchObject({ dirty: true, other_dirty: [] });
    },
  );

  it('counts a HANDOFF.md that is none of ours: a text of somebody, a link, one deleted, one elsewhere', async () => {
    const repo = tempRepo();
    repo.write('HANDOFF.md', '# Session Handoff\n');
    repo.write('web/a.txt', 'a\n');
    repo.commit('one', START);
    repo.write('web/HANDOFF.md', '# Session Handoff\n');
    const dirty = async () => (await factsOf(repo)).repository;
    expect(await dirty()).toMatchObject({ other_dirty: ['web/HANDOFF.md'] });
    repo.write('HANDOFF.md', 'Notes.\n\n# Session Handoff\n');
    expect(await dirty()).toMatchObject({ dirty: true, other_dirty: ['HANDOFF.md', 'web/HANDOFF.md'] });
    rmSync(join(repo.dir, 'HANDOFF.md'));
    expect(await dirty()).toMatchObject({ other_dirty: ['HANDOFF.md', 'web/HANDOFF.md'] });
    symlinkSync('web/HANDOFF.md', join(repo.dir, 'HANDOFF.md'));
    expect(await dirty()).toMatchObject({ other_dirty: ['HANDOFF.md', 'web/HANDOFF.md'] });
  });

  it('names branch, head, remote, place and dirty paths', async () => {
    const repo = tempRepo();
    repo.write('src/a.txt', 'a\n');
    const head = repo.commit('one', START);
    repo.git('remote', 'add', 'origin', 'https://someone:word@example.test/team/repo.git');
    repo.write('src/a.txt', 'b\n');
    repo.write('new dir/b.txt', 'b\n');
    const { repository } = await factsOf(repo, { claimedPaths: ['src/a.txt'] }, join(repo.dir, 'src'));
    expect(repository).toMatchObject({
      remote: 'https://example.test/team/repo.git',
      branch: 'main',
      cwd: 'src',
      object_format: 'sha1',
      head_commit: head,
      base_commit: head,
      base_commit_source: 'history',
      dirty: true,
      other_dirty: ['new dir/b.txt'],
    });
  });

  it('is unknown, with the reason, outside a work tree', async () => {
    const base = tempDir();
    const bare = tempRepo({ bare: true });
    const git = openGit({ ...bare.env, GIT_CEILING_DIRECTORIES: join(base, '..') });
    for (const dir of [base, bare.dir, join(base, 'gone')]) {
      const facts = beginRepositoryFacts(git, dir);
      expect(await facts.root).toBeNull();
      expect(await facts.finish(REQUEST)).toEqual({ known: false, reason: expect.stringMatching(/./) });
    }
  });

  it('knows a branch without a commit: the tree of the claimed paths alone', async () => {
    const repo = tempRepo({ objectFormat: 'sha256' });
    repo.write('a.txt', 'a\n');
    repo.write('b.txt', 'b\n');
    const facts = await factsOf(repo, { claimedPaths: ['a.txt'] });
    repo.git('add', 'a.txt');
    expect(facts.repository).toMatchObject({
      branch: 'main',
      head_commit: null,
      base_commit: null,
      claimed_tree: repo.git('write-tree'),
      other_dirty: ['b.txt'],
    });
    expect(facts.existsAtBase('a.txt')).toBe(false);
    expect(facts.repository.claimed[0]?.patch_id).toMatch(/^[0-9a-f]{40,64}$/);
  });

  it('works with a detached head, in a linked worktree', async () => {
    const repo = tempRepo();
    repo.write('a.txt', 'a\n');
    repo.commit('one', START);
    const linked = join(repo.base, 'linked');
    repo.git('worktree', 'add', '--quiet', '--detach', linked);
    writeFileSync(join(linked, 'a.txt'), 'b\n');
    const { repository } = await factsOf(repo, { claimedPaths: ['a.txt'] }, linked);
    expect(repository).toMatchObject({ branch: null, dirty: true, other_dirty: [] });
    expect(repository.claimed[0]?.blob).toBe(repo.gitWith({ input: 'b\n' }, 'hash-object', '--stdin'));
  });
});

describe('the claimed tree', () => {
  it('is what git would make: edits, new files, deletions, modes, links, line ends, odd names', async () => {
    const repo = tempRepo();
    repo.write('.gitattributes', '*.txt text=auto\n*.crlf text eol=crlf\n');
    for (const path of ['edit.txt', 'delete.txt', 'mode.sh', 'become-link', 'same.txt', 'dir/file'])
      repo.write(path, `${path}\n`);
    repo.commit('one', START);
    repo.write('edit.txt', 'edited\r\nlines\r\n');
    repo.write('new.crlf', 'a\r\nb\r\n');
    rmSync(join(repo.dir, 'delete.txt'));
    chmodSync(join(repo.dir, 'mode.sh'), 0o755);
    rmSync(join(repo.dir, 'become-link'));
    symlinkSync('no/where', join(repo.dir, 'become-link'));
    rmSync(join(repo.dir, 'dir'), { recursive: true });
    repo.write('dir', 'now a file\n');
    const odd = [':(glob)*', '-x', 'a\nb', 'a\tb"c', '한글.txt', '*', ' lead', 'ü\u0308'];
    for (const path of odd) repo.write(path, `${path}\n`);
    repo.write('unclaimed.txt', 'mine\n');
    const paths = [
      'edit.txt',
      'new.crlf',
      'delete.txt',
      'mode.sh',
      'become-link',
      'same.txt',
      'dir/file',
      'dir',
      ...odd,
    ];
    const facts = await factsOf(repo, { claimedPaths: paths });
    const expected = treeByGit(
      repo,
      paths.map((path) => `:(literal)${path}`),
    );
    expect(facts.repository.claimed_tree).toBe(expected);
    const claimed = claimedBy(facts);
    expect(claimed['delete.txt']).toMatchObject({ blob: null, mode: null });
    expect(claimed['mode.sh']).toMatchObject({ mode: '100755' });
    expect(claimed['become-link']).toMatchObject({ mode: '120000' });
    expect(claimed['same.txt']).toMatchObject({ patch_id: null, blob: repo.git('rev-parse', 'HEAD:same.txt') });
    expect(Object.values(claimed).filter((claim) => claim.unknown_reason !== undefined)).toEqual([]);
    expect(facts.repository.other_dirty).toEqual(['unclaimed.txt']);
    expect(facts.existsAtBase('edit.txt')).toBe(true);
    expect(facts.existsAtBase('new.crlf')).toBe(false);
    expect(facts.existsAtBase('a\nb')).toBeUndefined();
  });

  it('gives each path the patch id of its own diff', async () => {
    const repo = tempRepo();
    const paths = ['one.txt', 'two.txt', 'link', 'three.txt'];
    for (const path of paths) repo.write(path, `${path}\nb\nc\n`);
    repo.commit('one', START);
    repo.write('one.txt', 'one\nb\ndiff --git a/x b/x\n');
    repo.write('two.txt', 'two.txt\nB\xff\nc\n');
    rmSync(join(repo.dir, 'link'));
    symlinkSync('two.txt', join(repo.dir, 'link'));
    rmSync(join(repo.dir, 'three.txt'));
    const facts = await factsOf(repo, { claimedPaths: paths });
    for (const path of paths) {
      const diff = repo.git('diff', '--full-index', '--no-renames', 'HEAD', '--', path);
      const [id] = repo.gitWith({ input: `${diff}\n` }, 'patch-id', '--stable').split(' ');
      expect([path, claimedBy(facts)[path]?.patch_id]).toEqual([path, id]);
    }
  });

  it('tells what it cannot hash, and why, and hashes the rest', async () => {
    const repo = tempRepo();
    repo.write('.gitattributes', '*.bin filter=lfs\n*.odd filter=a=b\n');
    repo.write('.gitignore', 'ignored.txt\n');
    repo.write('good.txt', 'good\n');
    repo.commit('one', START);
    const sub = tempRepo();
    sub.write('inner.txt', 'inner\n');
    const subHead = sub.commit('sub');
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', sub.dir, 'sub');
    repo.git('commit', '--quiet', '-m', 'submodule');
    mkdirSync(join(repo.dir, 'nested'));
    repo.gitWith({ cwd: join(repo.dir, 'nested') }, 'init', '--quiet');
    symlinkSync('..', join(repo.dir, 'up'));
    for (const path of ['a.bin', 'b.odd', 'ignored.txt', 'folder/x']) repo.write(path, 'x\n');
    repo.write('good.txt', 'better\n');
    const paths = [
      'a.bin',
      'b.odd',
      'ignored.txt',
      'folder',
      '../outside',
      '/etc/passwd',
      'C:/x',
      '.git/config',
      'x/.GIT/config',
    ];
    const hostile = ['up/repo/good.txt', 'sub/inner.txt', 'sub', 'nested', 'a/../b', 'a//b', 'a\0b', '', 'good.txt/x'];
    const facts = await factsOf(repo, { claimedPaths: [...paths, ...hostile, 'good.txt'] });
    const reasons = Object.fromEntries(facts.repository.claimed.map((claim) => [claim.path, claim.unknown_reason]));
    expect(reasons).toEqual({
      'a.bin': 'filter lfs',
      'b.odd': 'filter a=b',
      'ignored.txt': 'ignored',
      folder: 'a directory',
      '../outside': 'no path inside the repository',
      '/etc/passwd': 'no path inside the repository',
      'C:/x': 'no path inside the repository',
      '.git/config': 'inside .git',
      'x/.GIT/config': 'inside .git',
      'up/repo/good.txt': 'beyond a symbolic link',
      'sub/inner.txt': 'inside another repository',
      sub: undefined,
      nested: 'git cannot add it',
      'a/../b': 'no path inside the repository',
      'a//b': 'no path inside the repository',
      'a\0b': 'no path inside the repository',
      '': 'no path inside the repository',
      'good.txt/x': undefined,
      'good.txt': undefined,
    });
    expect(claimedBy(facts)['sub']).toMatchObject({ mode: '160000', blob: subHead });
    expect(claimedBy(facts)['good.txt']?.blob).toBe(repo.gitWith({ input: 'better\n' }, 'hash-object', '--stdin'));
    expect(facts.ignored).toEqual(new Set(['ignored.txt']));
    expect(facts.repository.claimed_tree_undefined_reason).not.toBeNull();
  });

  it('touches nothing, and runs nothing that the repository configures', async () => {
    const repo = tempRepo();
    const { program, trace } = canary(repo.base);
    repo.write('.gitattributes', '*.txt filter=hostile diff=hostile\n*.c diff=hostile\n*.eq filter=a=b\n');
    for (const path of ['a.txt', 'b.c', 'c.eq', 'staged.c']) repo.write(path, `${path}\n`);
    repo.commit('one', START);
    const sub = tempRepo();
    sub.commit('sub');
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', sub.dir, 'sub');
    repo.gitWith({ cwd: join(repo.dir, 'sub') }, 'config', 'core.fsmonitor', program);
    for (const key of [
      'filter.hostile.clean',
      'filter.hostile.process',
      'filter.a=b.clean',
      'diff.hostile.command',
      'diff.hostile.textconv',
    ])
      repo.git('config', key, program);
    for (const key of ['core.fsmonitor', 'diff.external', 'core.pager', 'core.sshCommand', 'gpg.program'])
      repo.git('config', key, program);
    repo.git('config', 'filter.hostile.required', 'true');
    repo.git('config', 'core.splitIndex', 'true');
    repo.git('config', 'core.untrackedCache', 'true');
    repo.git('config', 'log.showSignature', 'true');
    repo.write('.git/hooks/post-index-change', `#!/bin/sh\nexec "${program}"\n`);
    chmodSync(join(repo.dir, '.git/hooks/post-index-change'), 0o755);
    repo.write('staged.c', 'staged\n');
    rmSync(trace, { force: true });
    for (const path of ['a.txt', 'b.c', 'c.eq']) repo.write(path, `${path}!\n`);
    const before = digestTree(repo.dir);
    const temporary = join(repo.base, 'temporary');
    mkdirSync(temporary);
    vi.stubEnv('TMPDIR', temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    const facts = await factsOf(repo, {
      claimedPaths: ['a.txt', 'b.c', 'c.eq', 'sub'],
      commits: [{ id: null, at: iso(START) }],
    });
    expect(facts.repository.dirty).toBe(true);
    expect(claimedBy(facts)['b.c']?.patch_id).toMatch(/^[0-9a-f]{40}$/);
    expect(digestTree(repo.dir)).toEqual(before);
    expect(existsSync(trace)).toBe(false);
    expect(readdirSync(temporary)).toEqual([]);
    repo.gitWith({}, 'status');
    expect(existsSync(trace)).toBe(true);
  });
});

describe('base and commits', () => {
  const worked = () => {
    const repo = tempRepo();
    const before = repo.commit('before', START);
    const named = repo.commit('by the agent', START + 100);
    const person = repo.commit('by a person', START + 300);
    const timed = repo.commit('told without an id', START + 505);
    return { repo, before, named, person, timed };
  };

  it('links the commits that the session names, by id or by the moment', async () => {
    const { repo, before, named, timed } = worked();
    const commits = [
      { id: named.slice(0, 7), at: iso(START + 99) },
      { id: null, at: iso(START + 500) },
      { id: 'f'.repeat(40), at: iso(START + 300) },
    ];
    const { repository } = await factsOf(repo, { commits });
    expect(repository.base_commit).toBe(before);
    expect(repository.commits).toEqual([
      { id: named, subject: 'by the agent', linked_by: 'shell-event' },
      { id: timed, subject: 'told without an id', linked_by: 'shell-event' },
    ]);
  });

  it('takes the base from the log where the repository has it', async () => {
    const { repo, named, timed } = worked();
    expect((await factsOf(repo, { startCommit: named })).repository).toMatchObject({
      base_commit: named,
      base_commit_source: 'log',
    });
    const unknown = { startCommit: 'e'.repeat(40), startedAt: iso(START + 600) };
    expect((await factsOf(repo, unknown)).repository).toMatchObject({
      base_commit: timed,
      base_commit_source: 'history',
    });
    const hostile = { startCommit: '--output=/tmp/x', startedAt: null };
    expect((await factsOf(repo, hostile)).repository).toMatchObject({ base_commit: null, base_commit_source: null });
  });
});

it('does not need the repository to stay where it was', async () => {
  const repo = tempRepo();
  repo.commit('one', START);
  const facts = beginRepositoryFacts(openGit(repo.env), repo.dir);
  await facts.root;
  renameSync(repo.dir, `${repo.dir}-moved`);
  expect(await facts.finish({ ...REQUEST, claimedPaths: ['a'] })).toMatchObject({ known: false });
});

it('tells what is as it was at the base, and whether the base held what is asked for beside the claims', async () => {
  const repo = tempRepo();
  repo.write('same.txt', 'a\n');
  repo.write('other.txt', 'a\n');
  repo.write('src/build/a.txt', 'a\n');
  const startCommit = repo.commit('one', START);
  repo.write('same.txt', 'changed\n');
  repo.write('other.txt', 'changed\n');
  repo.git('checkout', '--', 'same.txt');
  const claimedPaths = ['same.txt', 'other.txt', 'never.txt'];
  const facts = await factsOf(repo, { startCommit, claimedPaths, askedPaths: ['src/build', 'dist', 'no\nname'] });
  expect(claimedPaths.map((path) => facts.isAsAtBase(path))).toEqual([true, false, true]);
  expect(['src/build', 'dist', 'no\nname'].map((path) => facts.existsAtBase(path))).toEqual([true, false, undefined]);
  expect(facts.isAsAtBase('src/build')).toBeUndefined();
  expect(facts.repository.claimed.map(({ path }) => path)).toEqual(claimedPaths);
});
