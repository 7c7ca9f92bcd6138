/** Clones of one bare repository, and pushing from them. */
import { join } from 'node:path';
import { type TempRepo, tempRepo } from '../../support/temp-repo.ts';
import { storeIn } from './branch-fixture.ts';

export interface Clone {
  readonly dir: string;
  readonly store: Awaited<ReturnType<typeof storeIn>>;
  /** Of the remote. */
  readonly address: string;
}

export const origin = (): TempRepo => tempRepo({ bare: true });

export const cloneOf = async (repo: TempRepo, name: string): Promise<Clone> => {
  const dir = join(repo.base, name);
  repo.gitWith({ cwd: repo.base }, 'clone', '--quiet', repo.dir, dir);
  return openClone(repo, dir);
};

/** One that is there. */
export const openClone = async (repo: TempRepo, dir: string): Promise<Clone> => ({
  dir,
  store: await storeIn(repo, dir),
  address: `file://${repo.dir}`,
});

export interface PushOptions {
  /** As after a prune. */
  readonly replace?: boolean;
  readonly inspect?: (text: string, path: string) => Promise<void>;
}

export const push = ({ store, address }: Clone, { replace = false, inspect = async () => {} }: PushOptions = {}) =>
  store.reach(address, 60_000, (remote) => store.push(remote, { inspect, replace }));
