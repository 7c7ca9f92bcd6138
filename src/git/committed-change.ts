import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';
import type { FileState } from '../domain/path-state.ts';
import { DIFF, type RawChanges, readRawChanges } from './change/raw-changes.ts';
import type { Git } from './git.ts';
import { gitObject } from './object-id.ts';
import { statPath } from './stat-path.ts';

/** A commit as its hook finds it. */
export interface CommittedChange {
  readonly commit: string;
  readonly object_format: 'sha1' | 'sha256';
  readonly parents: readonly string[];
  /** Where HEAD was before: the parent, or the commit that was amended. null: it is not known. */
  readonly previous: string | null;
  /** When git began to commit, seconds since 1970: it takes the time before the first hook runs. */
  readonly time: number;
  /** Against the first parent. */
  readonly changes: RawChanges;
  /** A rebase or the like is under way: its commits are told together, at its end. */
  readonly is_part: boolean;
  /** When the file of a path was written, seconds since 1970; null: the file is not what was committed. */
  writtenAt(path: string, state: FileState): number | null;
}

/** Of HEAD. @throws not_a_repository, git_failed */
export const readCommitted = async (git: Git, dir: string): Promise<CommittedChange> => {
  const { root, gitDir, objectFormat } = await git.locate(dir);
  const cwd = root ?? gitDir;
  const log = ['log', '-1', '--no-show-signature', '--format=%H%x00%P%x00%ct', 'HEAD', '--'];
  const [[commit = '', parents = '', time = ''], previous] = await Promise.all([
    git.run(log, { cwd }).then(({ stdout }) => stdout.toString('utf8').trim().split('\0')),
    previousHead(git, cwd),
  ]);
  const [first] = parents.split(' ');
  const pair = first === '' || first === undefined ? ['--root', commit] : [first, commit];
  const { stdout } = await git.run([...DIFF, '--no-commit-id', ...pair, '--'], { cwd });
  return {
    commit,
    object_format: objectFormat,
    parents: parents.split(' ').filter(Boolean),
    previous,
    time: Number(time),
    changes: readRawChanges(stdout).get('') ?? new Map(),
    is_part: UNDER_WAY.some((name) => existsSync(join(gitDir, name))),
    writtenAt: (path, state) => (root === null ? null : writtenAt({ root, format: objectFormat }, path, state)),
  };
};

const UNDER_WAY = ['rebase-merge', 'rebase-apply', 'sequencer'];

const previousHead = async (git: Git, cwd: string): Promise<string | null> => {
  try {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', 'HEAD@{1}'];
    const { code, stdout } = await git.run(args, { cwd, allow: [0, 1, 128] });
    return code === 0 ? stdout.toString('utf8').trim() : null;
  } catch (error) {
    if (error instanceof OpenSessionError) return null;
    throw error;
  }
};

/** Larger files are not looked at. */
const MAX_BYTES = 16 * 1024 * 1024;

/** By its bytes as they lie, or with the line ends that git would take off: no program of the repository is run. */
const writtenAt = (
  { root, format }: { readonly root: string; readonly format: 'sha1' | 'sha256' },
  path: string,
  { mode, oid }: FileState,
): number | null => {
  const file = join(root, path);
  const stat = statPath(file);
  if (stat?.isFile() !== true || stat.size > MAX_BYTES || !mode.startsWith('100')) return null;
  const bytes = readFileSync(file);
  const plain = Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  const is = [bytes, plain].some((one) => gitObject(format, 'blob', one).id === oid);
  return is ? stat.mtimeMs / 1000 : null;
};
