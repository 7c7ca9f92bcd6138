/** Whatever a repository configures, and whoever calls: no command runs its programs or changes more than its own ref. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claudeLog, SESSION } from '../support/claude-log.ts';
import { runHere } from '../support/run-here.ts';
import { digestTree } from '../support/snapshot-repo.ts';
import { canary, type TempRepo, tempRepo } from '../support/temp-repo.ts';

/** Every command, with the one that writes a file writing it beside the repository. */
const commandsFor = ({ base }: TempRepo, log: string): readonly (readonly string[])[] => [
  ['session', 'list'],
  ['session', 'handoff', '--last', '--validate'],
  ['session', 'handoff', log, '--format', 'markdown'],
  ['session', 'handoff', '--output', join(base, 'handoff.json')],
  ['session', 'handoff', 'save', '--artifact-id', 'one', '--dry-run'],
  ['session', 'handoff', 'save', '--artifact-id', 'one'],
  ['session', 'handoff', 'artifact', 'list'],
  ['session', 'handoff', 'artifact', 'show', 'one'],
  ['session', 'handoff', 'artifact', 'refresh', 'one'],
  ['session', 'handoff', 'artifact', 'render-md', 'one', '--output', join(base, 'HANDOFF.md')],
  ['parse', log],
  ['publish', 'upload', log, '--git', '--dry-run'],
  ['publish', 'upload', log, '--git'],
  ['session', 'list', '--branch'],
  ['session', 'show', log],
  ['session', 'handoff', '--from-branch', SESSION],
  ['publish', 'prune', '--keep', '0'],
  ['session', 'handoff', 'artifact', 'rm', 'one', '--dry-run'],
  ['session', 'handoff', 'artifact', 'rm', 'one'],
];

/** What a save may add to: objects, our refs, their logs. */
const isOurs = (path: string): boolean =>
  /^(?:\.git\/)?(?:objects|(?:logs\/)?refs\/opensession|(?:logs\/)?refs\/heads\/opensession)/.test(path);

/** Runs all commands in `cwd` and holds everything in `dirs` against what it was before. */
const allLeaveAlone = async (
  repo: TempRepo,
  how: { readonly cwd: string; readonly dirs: readonly string[]; readonly env?: { readonly [name: string]: string } },
): Promise<void> => {
  const log = claudeLog(how.cwd);
  log.user('Change both');
  log.tool('Edit', { file_path: join(how.cwd, 'a.txt'), old_string: 'one', new_string: 'two' });
  log.tool('Edit', { file_path: join(how.cwd, 'b.c'), old_string: 'one', new_string: 'two' });
  log.tool('Bash', { command: 'git commit -m x && npm test' });
  const path = log.keep(repo.home);
  const snapshot = () => how.dirs.map((dir) => digestTree(dir, isOurs));
  const [before, home] = [snapshot(), digestTree(repo.home)];
  for (const argv of commandsFor(repo, path)) {
    const run = await runHere([...argv, '--cwd', how.cwd], { env: { ...repo.env, ...how.env } });
    expect({ argv, code: run.code, error: run.code === 0 ? '' : run.stderr }).toEqual({ argv, code: 0, error: '' });
    expect(snapshot(), argv.join(' ')).toEqual(before);
    expect(digestTree(repo.home), argv.join(' ')).toEqual(home);
  }
};

/** Changed, staged and untracked files. */
const withWork = (repo: TempRepo): void => {
  repo.write('a.txt', 'one\n');
  repo.write('b.c', 'one\n');
  repo.commit('one');
  repo.write('staged.txt', 's');
  repo.git('add', 'staged.txt');
  repo.write('a.txt', 'two\n');
  repo.write('b.c', 'two\n');
  repo.write('untracked.txt', 'u');
};

const PROGRAMS = [
  'core.fsmonitor',
  'core.editor',
  'core.sshCommand',
  'core.askPass',
  'core.pager',
  'core.gitProxy',
  'core.alternateRefsCommand',
  'gpg.program',
  'gpg.ssh.program',
  'diff.external',
  'diff.hostile.textconv',
  'diff.hostile.command',
  'filter.hostile.clean',
  'filter.hostile.smudge',
  'filter.hostile.process',
  'merge.hostile.driver',
  'credential.helper',
  'uploadpack.packObjectsHook',
  'pager.status',
  'gc.recentObjectsHook',
];
const COMMANDS =
  'cat-file check-attr check-ignore config diff-index for-each-ref ls-files patch-id read-tree rev-list rev-parse status unpack-objects update-index update-ref worktree write-tree';
const HOOKS = 'reference-transaction post-index-change pre-auto-gc post-commit update post-rewrite';
const SETTINGS = {
  'remote.origin.promisor': 'true',
  'commit.gpgSign': 'true',
  'log.showSignature': 'true',
  'gc.auto': '1',
  'maintenance.auto': 'true',
  'core.splitIndex': 'true',
  'core.untrackedCache': 'true',
  'core.autocrlf': 'true',
  'core.safecrlf': 'true',
  'color.ui': 'always',
  'diff.noprefix': 'true',
  'i18n.logOutputEncoding': 'UTF-16',
  'transfer.fsckObjects': 'true',
};

const makeHostile = (repo: TempRepo): { readonly program: string; readonly trace: string } => {
  const { program, trace } = canary(repo.base);
  repo.write('.git/info/attributes', 'a.txt diff=hostile filter=hostile merge=hostile\n*.c diff=hostile\n');
  for (const key of PROGRAMS) repo.git('config', key, program);
  for (const [key, value] of Object.entries(SETTINGS)) repo.git('config', key, value);
  repo.git('config', 'remote.origin.url', `ext::${program} %S`);
  for (const command of COMMANDS.split(' ')) repo.git('config', `alias.${command}`, `!${program}`);
  const hooks = join(repo.base, 'hooks');
  mkdirSync(hooks);
  for (const dir of [hooks, join(repo.dir, '.git/hooks')])
    for (const hook of HOOKS.split(' '))
      writeFileSync(join(dir, hook), `#!/bin/sh\necho hook >> "${trace}"\n`, { mode: 0o755 });
  repo.git('config', 'core.hooksPath', hooks);
  return { program, trace };
};

describe.skipIf(process.platform === 'win32')('a hostile configuration', () => {
  test('no program of it runs, and nothing is changed', { timeout: 60_000 }, async () => {
    const repo = tempRepo();
    withWork(repo);
    const { trace } = makeHostile(repo);
    await allLeaveAlone(repo, { cwd: repo.dir, dirs: [repo.dir] });
    expect(existsSync(trace)).toBe(false);
  });

  test("also with the variables of another repository's hook", { timeout: 60_000 }, async () => {
    const repo = tempRepo();
    withWork(repo);
    const { program, trace } = makeHostile(repo);
    const other = tempRepo();
    other.commit('theirs');
    const git = join(other.dir, '.git');
    const env = {
      GIT_DIR: git,
      GIT_WORK_TREE: other.dir,
      GIT_COMMON_DIR: git,
      GIT_INDEX_FILE: join(git, 'index'),
      GIT_OBJECT_DIRECTORY: join(git, 'objects'),
      GIT_QUARANTINE_PATH: join(git, 'objects'),
      GIT_NAMESPACE: 'theirs',
      GIT_PREFIX: 'sub/',
      GIT_CONFIG_PARAMETERS: "'core.bare'='true'",
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: program,
      GIT_EXTERNAL_DIFF: program,
      GIT_SSH_COMMAND: program,
      GIT_ASKPASS: program,
      GIT_PAGER: program,
      GIT_EXEC_PATH: repo.base,
      GIT_TRACE: join(repo.base, 'git-trace'),
    };
    await allLeaveAlone(repo, { cwd: repo.dir, dirs: [repo.dir, other.dir], env });
    expect(existsSync(trace)).toBe(false);
    expect(existsSync(join(repo.base, 'git-trace'))).toBe(false);
  });
});

describe('kinds of repositories', { timeout: 60_000 }, () => {
  test('sha256, before the first commit', async () => {
    const repo = tempRepo({ objectFormat: 'sha256' });
    repo.write('a.txt', 'two\n');
    await allLeaveAlone(repo, { cwd: repo.dir, dirs: [repo.dir] });
  });

  test('a detached head', async () => {
    const repo = tempRepo();
    withWork(repo);
    repo.git('checkout', '--quiet', '--detach');
    await allLeaveAlone(repo, { cwd: repo.dir, dirs: [repo.dir] });
  });

  test('a linked worktree', async () => {
    const repo = tempRepo();
    withWork(repo);
    const linked = join(repo.base, 'linked');
    repo.git('worktree', 'add', '--quiet', '--detach', linked);
    await allLeaveAlone(repo, { cwd: linked, dirs: [repo.dir, linked] });
  });

  test('a bare one', async () => {
    const repo = tempRepo({ bare: true });
    await allLeaveAlone(repo, { cwd: repo.dir, dirs: [repo.dir] });
  });

  test('a shallow clone', async () => {
    const repo = tempRepo();
    repo.commit('zero');
    withWork(repo);
    const shallow = join(repo.base, 'shallow');
    repo.git('clone', '--quiet', '--depth=1', `file://${repo.dir}`, shallow);
    await allLeaveAlone(repo, { cwd: shallow, dirs: [repo.dir, shallow] });
  });

  test('an index that is locked by somebody', async () => {
    const repo = tempRepo();
    withWork(repo);
    writeFileSync(join(repo.dir, '.git/index.lock'), '');
    await allLeaveAlone(repo, { cwd: repo.dir, dirs: [repo.dir] });
  });
});
