/** Clones of one bare repository, and the branch at it reached by plain git. */
import { join } from 'node:path';
import type { RemoteBranch } from '../../../src/store/sessions/sessions-store.ts';
import { type TempRepo, tempRepo } from '../../support/temp-repo.ts';
import { BRANCH, storeIn } from './branch-fixture.ts';

export interface Clone {
  readonly dir: string;
  readonly store: Awaited<ReturnType<typeof storeIn>>;
  readonly remote: RemoteBranch;
}

export const origin = (): TempRepo => tempRepo({ bare: true });

export const cloneOf = async (repo: TempRepo, name: string): Promise<Clone> => {
  const dir = join(repo.base, name);
  repo.gitWith({ cwd: repo.base }, 'clone', '--quiet', repo.dir, dir);
  const git = (...args: string[]): string => repo.gitWith({ cwd: dir }, ...args);
  const remote: RemoteBranch = {
    tip: async () => git('ls-remote', 'origin', BRANCH).split('\t')[0] || null,
    fetch: async () => void git('fetch', '--quiet', '--no-write-fetch-head', 'origin', BRANCH),
    push: async (commit, lease) => {
      const leases = lease === null ? [] : [`--force-with-lease=${BRANCH}:${lease}`];
      try {
        git('push', '--quiet', ...leases, 'origin', `${commit}:${BRANCH}`);
        return 'done';
      } catch {
        return 'moved';
      }
    },
  };
  return { dir, store: await storeIn(repo, dir), remote };
};

/** `replace`: as after a prune. */
export const push = ({ store, remote }: Clone, replace = false) =>
  store.push(remote, { inspect: async () => {}, replace });
