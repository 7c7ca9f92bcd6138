/**
 * Objects that a partial clone left out: a remote promised to give them when they are read. Nothing here ever asks for
 * one (see git-environment.ts), so git ends where it comes upon one, as a whole.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';
import type { Git } from './git.ts';

/**
 * git ended at an object that was promised and is not here. Since git 2.39; before, such a one is plainly missing. Those
 * without GIT_NO_LAZY_FETCH (before 2.44) say at first that the transport is not allowed.
 */
export const isPromised = (error: unknown): boolean =>
  error instanceof OpenSessionError &&
  error.code === 'git_failed' &&
  /could not fetch [0-9a-f]{40,64} from promisor remote/.test(`${error.message}\n${String(error.cause)}`);

/** Those of the ids of which there is an object here, whatever was promised. One process. @throws git_failed */
export const presentAmong = async (git: Git, ids: readonly string[], cwd: string): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set();
  const asked = new Set(ids);
  const args = ['rev-list', '--objects', '--no-walk', '--ignore-missing', '--missing=allow-any', '--stdin'];
  const { stdout } = await git.run(args, { cwd, stdin: ids.map((id) => `${id}\n`).join('') });
  // below commits and trees it lists what is in them as well; `<id> <path>`
  const listed = stdout
    .toString('latin1')
    .split('\n')
    .map((line) => line.split(' ', 1)[0] ?? '');
  return new Set(listed.filter((id) => asked.has(id)));
};

/** Those of the ids that are not here though a remote promised them: none in a clone that is whole. @throws git_failed */
export const promisedAmong = async (
  where: { readonly git: Git; readonly cwd: string; readonly commonDir: string },
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (ids.length === 0 || !isPartial(where.commonDir)) return new Set();
  const present = await presentAmong(where.git, ids, where.cwd);
  return new Set(ids.filter((id) => !present.has(id)));
};

/** What came from a remote that promised the rest lies in packs that are marked so. */
export const isPartial = (commonDir: string): boolean => {
  try {
    return readdirSync(join(commonDir, 'objects', 'pack')).some((name) => name.endsWith('.promisor'));
  } catch {
    return false; // there are no packs
  }
};
