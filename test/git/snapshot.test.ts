import {
  chmodSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  existsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openGit } from '../../src/git/open-git.ts';
import { type Snapshot, takeSnapshot } from '../../src/git/snapshot.ts';
import { type WorkState, readWorkState, recentStates } from '../../src/git/work-state.ts';
import { digestTree } from '../support/snapshot-repo.ts';
import { canary, tempRepo, type TempRepo } from '../support/temp-repo.ts';

const stateOf = async (repo: TempRepo): Promise<WorkState> => {
  const git = openGit(repo.env);
  const paths = await git.locate(repo.dir);
  return readWorkState(git, { ...paths, root: paths.root ?? '' });
};

const snapshotOf = async (repo: TempRepo, secret?: string): Promise<Snapshot> => {
  const git = openGit(repo.env);
  const state = await stateOf(repo);
  return takeSnapshot(git, state, {
    start: state.head,
    withhold: async (changed, read) => {
      if (secret === undefined) return new Map();
      const files = [...changed];
      const bytes = await read(files.map(([, { oid }]) => oid));
      return new Map(files.flatMap(([path], at) => (bytes[at]?.includes(secret) ? [[path, 'secret']] : [])));
    },
  });
};

/** Git tells an object that it meets again to be young; its content is its name. */
const everythingIn = (repo: TempRepo): unknown => [
  digestTree(repo.dir, (path) => path.startsWith('.git/objects/')),
  Object.keys(digestTree(join(repo.dir, '.git/objects'))),
];

/** What git itself makes of everything, in a copy that nobody needs. */
const addedTree = (repo: TempRepo): string => {
  repo.git('add', '--all');
  return repo.git('write-tree');
};

const begun = (shape: Parameters<typeof tempRepo>[0] = {}): TempRepo => {
  const repo = tempRepo(shape);
  repo.write('a.txt', 'a\n');
  repo.write('dir/b.txt', 'b\n');
  repo.write('.gitignore', 'ignored/\n');
  repo.commit('start');
  return repo;
};

describe('the tree is that of git add', () => {
  test.each(['sha1', 'sha256'] as const)(
    'in a %s repository, with modes, links, deletions and new files',
    async (objectFormat) => {
      const repo = begun({ objectFormat });
      repo.write('a.txt', 'changed\n');
      chmodSync(join(repo.dir, 'dir/b.txt'), 0o755);
      symlinkSync('nowhere', join(repo.dir, 'link'));
      repo.write('ignored/x', 'x');
      repo.write('new/file', 'new\n');
      const before = everythingIn(repo);
      const snapshot = await snapshotOf(repo);
      expect(everythingIn(repo)).toEqual(before);
      expect([...snapshot.changes.keys()].sort()).toEqual(['a.txt', 'dir/b.txt', 'link', 'new/file']);
      expect(snapshot.keys.get('a.txt')?.key).toMatch(/^osp1:/);
      expect(snapshot.tree).toBe(addedTree(repo));
    },
  );

  test('before the first commit', async () => {
    const repo = tempRepo();
    repo.write('a', 'a\n');
    const snapshot = await snapshotOf(repo);
    expect([...snapshot.changes.keys()]).toEqual(['a']);
    expect(snapshot.tree).toBe(addedTree(repo));
  });

  test('with line ends that are converted', async () => {
    const repo = begun();
    repo.git('config', 'core.autocrlf', 'true');
    repo.write('.gitattributes', '*.txt text\n');
    repo.write('a.txt', 'one\r\ntwo\r\n');
    const snapshot = await snapshotOf(repo);
    expect(snapshot.tree).toBe(addedTree(repo));
  });

  test('with an edit of the same size in the tick of the index', async () => {
    const repo = begun();
    for (let at = 0; at < 5; at++) {
      repo.write('a.txt', `${at}\n`);
      repo.git('add', 'a.txt');
      repo.write('a.txt', `${(at + 1) % 10}\n`);
      // the file as young as the index, to the nanosecond that a copy would lose
      const { mtime } = statSync(join(repo.dir, '.git/index'));
      utimesSync(join(repo.dir, 'a.txt'), mtime, mtime);
      const snapshot = await snapshotOf(repo);
      const state = snapshot.changes.get('a.txt')?.after;
      expect(state?.oid).toBe(repo.git('hash-object', 'a.txt'));
    }
  });
});

describe('what status named is all that git add would find', () => {
  const SHAPES: { readonly [name: string]: (repo: TempRepo) => void } = {
    'a file takes the place of a folder': (repo) => {
      rmSync(join(repo.dir, 'dir'), { recursive: true });
      repo.write('dir', 'a file\n');
    },
    'a folder takes the place of a file': (repo) => {
      rmSync(join(repo.dir, 'a.txt'));
      repo.write('a.txt/inside', 'x\n');
    },
    'a link takes the place of a folder': (repo) => {
      rmSync(join(repo.dir, 'dir'), { recursive: true });
      repo.write('other/b.txt', 'b\n');
      symlinkSync('other', join(repo.dir, 'dir'));
    },
    'staged, then deleted': (repo) => {
      repo.write('staged', 'x\n');
      repo.git('add', 'staged');
      rmSync(join(repo.dir, 'staged'));
    },
    'staged, then changed back': (repo) => {
      repo.write('a.txt', 'x\n');
      repo.git('add', 'a.txt');
      repo.write('a.txt', 'a\n');
    },
    'the deletion staged': (repo) => void repo.git('rm', '-q', 'a.txt'),
    'deleted in the index alone': (repo) => void repo.git('rm', '-q', '--cached', 'a.txt'),
    'to be added': (repo) => {
      repo.write('intended', 'x\n');
      repo.git('add', '--intent-to-add', 'intended');
    },
    'names that look like patterns': (repo) => {
      for (const name of [':(top)x', '*', '[a].txt', '!x', '"q"', ' ']) repo.write(name, `${name}\n`);
    },
    'a name of other bytes': (repo) => {
      writeFileSync(Buffer.concat([Buffer.from(`${repo.dir}/`), Buffer.from([0x66, 0xff, 0x6f])]), 'x\n');
    },
    'a repository within': (repo) => {
      repo.write('sub/x', 'x\n');
      repo.gitWith({ cwd: join(repo.dir, 'sub') }, 'init', '--quiet');
      repo.gitWith({ cwd: join(repo.dir, 'sub') }, 'add', 'x');
      repo.gitWith({ cwd: join(repo.dir, 'sub') }, 'commit', '--quiet', '-m', 'inside');
    },
    'a tracked file that is ignored': (repo) => {
      repo.write('.gitignore', 'a.txt\nignored/\n');
      repo.write('a.txt', 'changed\n');
    },
    'more than are named': (repo) => {
      for (let at = 0; at < 600; at++) repo.write(`many/${at}`, `${at}\n`);
    },
    'where git trusts what it has added': (repo) => {
      repo.git('config', 'core.ignoreStat', 'true');
      repo.write('a.txt', 'changed\n');
    },
    nothing: () => {},
  };

  test.each(Object.entries(SHAPES))('%s', async (_, change) => {
    const repo = begun();
    change(repo);
    const { tree } = await snapshotOf(repo);
    expect(tree).toBe(addedTree(repo));
  });

  test('a flag hides nothing where git trusts what it has added', async () => {
    const repo = begun();
    repo.git('config', 'core.ignoreStat', 'true');
    repo.git('update-index', '--assume-unchanged', 'a.txt');
    repo.write('a.txt', 'changed\n');
    const { hidden, changes } = await snapshotOf(repo);
    expect({ hidden, changed: [...changes.keys()] }).toEqual({ hidden: ['a.txt'], changed: ['a.txt'] });
  });

  test('what was read of a working tree is kept for a moment only, counted from when git was asked', async () => {
    const repo = begun();
    const state = await stateOf(repo);
    const { root } = state.paths;
    const recent = recentStates();
    recent.keep({ ...state, at: performance.now() });
    expect(recent.take(root)?.head).toBe(state.head);
    expect(recent.take(root)).toBeUndefined();
    recent.keep({ ...state, at: performance.now() - 1000 });
    expect(recent.take(root)).toBeUndefined();
  });

  test('and what came or went after status was asked is found all the same where it is missed', async () => {
    const repo = begun();
    repo.write('gone', 'x\n');
    const state = await stateOf(repo);
    rmSync(join(repo.dir, 'gone'));
    repo.write('came', 'x\n');
    const { tree } = await takeSnapshot(openGit(repo.env), state, {
      start: state.head,
      withhold: async () => new Map(),
    });
    expect(tree).toBe(addedTree(repo));
  });
});

describe('no program of the repository is run', () => {
  test('neither filters, hooks nor fsmonitor, here and in a submodule', async () => {
    const inner = begun();
    const repo = begun();
    const { program, trace } = canary(repo.base);
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.dir, 'sub');
    repo.commit('submodule');
    for (const dir of [repo.dir, join(repo.dir, 'sub')]) {
      const set = (key: string, value: string) => repo.gitWith({ cwd: dir }, 'config', key, value);
      set('core.fsmonitor', program);
      set('filter.evil.clean', program);
      set('filter.evil.process', program);
      set('core.hooksPath', repo.base);
    }
    repo.write('.gitattributes', '*.evil filter=evil\n');
    repo.write('x.evil', 'x\n');
    repo.write('sub/.gitattributes', '* filter=evil\n');
    repo.write('sub/a.txt', 'changed inside\n');
    const snapshot = await snapshotOf(repo);
    expect(existsSync(trace)).toBe(false);
    expect(snapshot.withheld.get('x.evil')).toBe('filter evil');
    expect(snapshot.changes.has('x.evil')).toBe(false);
    expect(snapshot.hidden).toEqual(['sub']);
  });
});

describe('what is not told', () => {
  test('a file with a secret stands as it was', async () => {
    const repo = begun();
    const tree = repo.git('rev-parse', 'HEAD^{tree}');
    repo.write('a.txt', 'the password\n');
    repo.write('env', 'the password\n');
    const snapshot = await snapshotOf(repo, 'password');
    expect(snapshot.tree).toBe(tree);
    expect(snapshot.changes.size).toBe(0);
    expect([...snapshot.withheld.keys()].sort()).toEqual(['a.txt', 'env']);
  });

  test('a path with changes that the index hides is told as hidden, and in the tree', async () => {
    const repo = begun();
    repo.git('update-index', '--skip-worktree', 'a.txt');
    repo.git('update-index', '--assume-unchanged', 'dir/b.txt');
    repo.write('a.txt', 'hidden\n');
    const snapshot = await snapshotOf(repo);
    expect(snapshot.hidden).toEqual(['a.txt']);
    expect([...snapshot.changes.keys()]).toEqual(['a.txt']);
    expect(repo.git('ls-files', '-v', 'a.txt')).toBe('S a.txt');
  });

  test('an index with conflicts has no tree', async () => {
    const repo = begun();
    repo.git('checkout', '-q', '-b', 'other');
    repo.write('a.txt', 'other\n');
    repo.commit('other');
    repo.git('checkout', '-q', 'main');
    repo.write('a.txt', 'main\n');
    repo.commit('main');
    expect(() => repo.git('merge', '-q', 'other')).toThrow();
    expect(await snapshotOf(repo)).toMatchObject({ tree: null, reason: 'unmerged' });
  });

  test.each(['sha1', 'sha256'] as const)(
    'a file of git-lfs has the pointer that git-lfs would write, in a %s repository',
    async (objectFormat) => {
      const repo = begun({ objectFormat });
      repo.write('.gitattributes', '*.bin filter=lfs -text\n');
      for (const path of ['big.bin', 'same.bin']) repo.write(path, 'hello world\n');
      repo.write('empty.bin', '');
      repo.git('config', 'filter.lfs.clean', 'false');
      repo.git('config', 'filter.lfs.required', 'true');
      repo.write('a.txt', 'changed\n');
      const before = everythingIn(repo);
      const { keys, changes, withheld } = await snapshotOf(repo);
      expect(everythingIn(repo)).toEqual(before);
      // nor does it take the keys from the others; of what is empty no patch has one
      expect([...keys.keys()].sort()).toEqual(['.gitattributes', 'a.txt', 'big.bin', 'same.bin']);
      const pointer =
        'version https://git-lfs.github.com/spec/v1\n' +
        'oid sha256:a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447\nsize 12\n';
      const ids = ['big.bin', 'same.bin', 'empty.bin'].map((path) => changes.get(path)?.after?.oid);
      const [told, empty] = [pointer, ''].map((input) => repo.gitWith({ input }, 'hash-object', '--stdin'));
      expect(ids).toEqual([told, told, empty]);
      expect(withheld.size).toBe(0);
    },
  );
});

test('in a linked worktree, beside a sparse checkout', async () => {
  const repo = begun();
  mkdirSync(join(repo.base, 'trees'));
  const tree = join(repo.base, 'trees/one');
  repo.git('worktree', 'add', '-q', tree);
  repo.gitWith({ cwd: tree }, 'sparse-checkout', 'set', '--no-cone', '/a.txt', '/.gitignore');
  const linked: TempRepo = { ...repo, dir: tree };
  const index = readFileSync(join(repo.dir, '.git/worktrees/one/index'));
  const snapshot = await snapshotOf(linked);
  expect(snapshot.hidden).toEqual([]);
  expect(snapshot.tree).toBe(repo.git('rev-parse', 'HEAD^{tree}'));
  expect(readFileSync(join(repo.dir, '.git/worktrees/one/index'))).toEqual(index);
});

test.each([[], ['update-index', '--assume-unchanged', 'd/x']] as const)(
  'behind links that go in a circle there is nothing (%s)',
  async (...flag) => {
    const repo = tempRepo();
    repo.write('d/x', 'x');
    repo.commit('one');
    rmSync(join(repo.dir, 'd'), { recursive: true });
    symlinkSync('d', join(repo.dir, 'd'));
    if (flag.length > 0) repo.git(...flag);
    const { tree } = await snapshotOf(repo);
    const there = repo.gitWith({ cwd: repo.dir }, 'ls-tree', '-r', '--name-only', 'HEAD');
    expect(there).toBe('d/x');
    expect(tree).not.toBeNull();
  },
);
