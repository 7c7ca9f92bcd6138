import { join } from 'node:path';
import { OpenSessionError } from '../../domain/errors.ts';
import { SUBMODULE } from '../../domain/path-state.ts';
import { gitIn } from '../git-in.ts';
import { filtersOf } from '../path-attributes.ts';
import type { PrivateRepository } from './private-repository.ts';

/** What a checkout does not hold as its author sees it. */
export interface CheckedOut {
  /** Paths that a configured program would have changed (LFS pointers stay pointers), with the name of its filter. */
  readonly unfiltered: ReadonlyMap<string, string>;
  /** Paths of submodules: empty directories. */
  readonly submodules: readonly string[];
}

/** More than these is no tree that anybody works in: one of a few bytes can name a thousand million files. */
const MAX_LISTING = 64 * 1024 * 1024;
const MAX_BYTES = 4 * 1024 * 1024 * 1024;

/**
 * A clean checkout of a commit as a repository of its own, of that commit alone, with no remote. No program of any
 * configuration is run: no hook, no filter, and none of them is there. What attributes ask of git itself (line ends,
 * encodings) is done.
 * @param dir empty
 * @param listing most bytes that a list of its files may have
 * @throws git_failed (also for a tree that is too large), no_space
 */
export const checkoutHead = async (
  repository: PrivateRepository,
  { head, dir, listing = MAX_LISTING }: { readonly head: string; readonly dir: string; readonly listing?: number },
): Promise<CheckedOut> => {
  const git = gitIn(repository.git, join(dir, '.git'));
  await supplied(repository, head, listing);
  const submodules = await measure(repository, head, listing);
  const own = { cwd: dir, env: CLEAN };
  const format = `--object-format=${repository.object_format}`;
  await git.run(['init', '--quiet', '--template=', '--initial-branch=head', format, '.'], own);
  const fetch = ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance'];
  const transport = { ...CLEAN, GIT_ALLOW_PROTOCOL: 'file', GIT_PROTOCOL: 'version=2' };
  const address = `file://${repository.dir}`;
  await git.run([...PROTECTED, ...fetch, '--end-of-options', address, head], { cwd: dir, env: transport });
  await git.run(['update-ref', '--no-deref', 'HEAD', head], own);
  await git.run([...PROTECTED, 'read-tree', '--reset', '-u', head], own);
  const { stdout } = await git.run(['ls-files', '-z'], own);
  const paths = stdout.toString('utf8').split('\0').filter(Boolean);
  return { unfiltered: await filtersOf(git, dir, paths), submodules };
};

/** The configuration of nobody. */
const CLEAN = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_ATTR_NOSYSTEM: '1' } as const;

const PROTECTED = [
  'core.hooksPath=/dev/null',
  'core.attributesFile=/dev/null',
  'core.protectHFS=true',
  'core.protectNTFS=true',
  'core.fsmonitor=false',
  'fetch.fsckObjects=false',
  'protocol.version=2',
].flatMap((setting) => ['-c', setting]);

/** Between remotes its files are not here until something asks for them. */
const supplied = async ({ git, dir, supply }: PrivateRepository, head: string, limit: number): Promise<void> => {
  if (supply.whole) return;
  await supply.trees([head], 'head');
  const args = ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', head];
  const { stdout } = await git.run(args, { cwd: dir, limit });
  const blobs = stdout
    .toString('latin1')
    .split('\0')
    .flatMap((entry) => /^\d{6} blob ([0-9a-f]+)\t/.exec(entry)?.[1] ?? []);
  await supply.blobs(blobs, 'head');
};

/** @returns the submodules */
const measure = async ({ git, dir }: PrivateRepository, head: string, limit: number): Promise<readonly string[]> => {
  const args = ['ls-tree', '-r', '-l', '-z', '--full-tree', '--end-of-options', head];
  const { stdout } = await git.run(args, { cwd: dir, limit });
  const submodules: string[] = [];
  let bytes = 0;
  for (const entry of stdout.toString('utf8').split('\0')) {
    const [, mode, size, path] = /^(\d{6}) \w+ [0-9a-f]+ +(\d+|-)\t([^]+)$/.exec(entry) ?? [];
    if (mode === SUBMODULE && path !== undefined) submodules.push(path);
    else if (size !== undefined) bytes += Number(size);
  }
  if (bytes <= MAX_BYTES) return submodules;
  throw new OpenSessionError('git_failed', `expected a checkout of at most ${MAX_BYTES} bytes, found one of ${bytes}`);
};
