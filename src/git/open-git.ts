import type { Git, GitOptions, GitResult } from './git.ts';
import { gitEnvironment } from './git-environment.ts';
import { toGitError } from './git-error.ts';
import { locateRepository } from './locate-repository.ts';
import { standingCatFiles } from './standing-cat-file.ts';
import { spawnGit } from './spawn-git.ts';

/**
 * Settings that go before every command. A repository's own settings are not trusted to name programs: no fsmonitor, no
 * hooks, no signature check. `core.fsync=committed` (git 2.36 and later) syncs objects and refs before success is told;
 * without it git writes loose objects and refs unsynced. The lock timeout lets git itself wait for another writer.
 */
const SETTINGS = [
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.quotePath=false',
  // git diff has no option for it, and plumbing heeds it: a patch would lose its blank lines of context
  'diff.suppressBlankEmpty=false',
  'core.fsync=committed',
  'core.filesRefLockTimeout=500',
  'log.showSignature=false',
  // what is read of messages is told from others by its very words
  'i18n.logOutputEncoding=UTF-8',
];

const PREFIX = ['--no-pager', '--no-optional-locks', ...SETTINGS.flatMap((setting) => ['-c', setting])];

/**
 * The wrapper around plain git.
 * @param env the variables of the process; those named GIT_* do not reach git, but for the few that choose the user's
 * own configuration files
 */
export const openGit = (env: { readonly [name: string]: string | undefined }): Git => {
  const cleaned = gitEnvironment(env);
  const catFiles = standingCatFiles();
  const run = async (args: readonly string[], options: GitOptions): Promise<GitResult> => {
    const command = [...PREFIX, ...args];
    const inside = { ...options, env: { ...cleaned, ...options.env } };
    const result = await (catFiles.answer(command, inside) ?? spawnGit(command, inside));
    if ((options.allow ?? [0]).includes(result.code)) return result;
    throw toGitError(args, options.cwd, result);
  };
  return { run, locate: (dir) => locateRepository(run, dir), leave: (dir) => catFiles.leave(dir) };
};
