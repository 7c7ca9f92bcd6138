import { join } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';
import type { World } from './ports.ts';

/** Absolute roots of the current repository's work trees (linked ones too), or why there is none: also one that git refuses. */
export const currentRoots = async (
  world: Pick<World, 'git' | 'cwd' | 'logs'>,
): Promise<readonly string[] | OpenSessionError> => {
  try {
    const paths = await world.git.locate(world.cwd);
    // without linked ones git need not be asked again
    const linked = world.logs.stat(join(paths.commonDir, 'worktrees')) !== undefined;
    if (paths.root !== null && !linked) return [paths.root];
    const { stdout } = await world.git.run(['worktree', 'list', '--porcelain', '-z'], { cwd: world.cwd });
    const listed = stdout
      .toString('utf8')
      .split('\0')
      .flatMap((line) => (line.startsWith('worktree ') ? [line.slice('worktree '.length)] : []));
    return [...new Set([...(paths.root === null ? [] : [paths.root]), ...listed])];
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'not_a_repository') return error;
    throw error;
  }
};

/** Whether an absolute directory is one of the roots or lies below one. Separators of both systems, no case folding. */
export const isBelow = (dir: string, roots: readonly string[]): boolean => {
  const path = slashed(dir);
  return roots.some((root) => {
    const base = slashed(root);
    return path === base || path.startsWith(`${base}/`);
  });
};

const slashed = (path: string): string => path.replaceAll('\\', '/').replace(/\/$/, '');
