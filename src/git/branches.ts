import { OpenSessionError } from '../domain/errors.ts';
import type { Git } from './git.ts';

/** A local or remote-tracking branch. */
export interface Branch {
  readonly ref: string;
  readonly commit: string;
  readonly symref: string;
}

export const branchesOf = async ({
  git,
  cwd,
}: {
  readonly git: Git;
  readonly cwd: string;
}): Promise<readonly Branch[]> => {
  const args = ['for-each-ref', '--format=%(refname) %(objectname) %(symref)', 'refs/heads/', 'refs/remotes/'];
  const { stdout } = await git.run(args, { cwd });
  return stdout
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [ref = '', commit = '', symref = ''] = line.split(' ');
      return { ref, commit, symref };
    });
};

/** The one that others are merged into; of several remotes that of origin. */
export const defaultOf = (branches: readonly Branch[]): string | null => {
  const heads = branches.filter(({ ref, symref }) => symref !== '' && /^refs\/remotes\/.+\/HEAD$/.test(ref));
  const head =
    heads.find(({ ref }) => ref === 'refs/remotes/origin/HEAD') ?? (heads.length === 1 ? heads[0] : undefined);
  const usual = ['refs/remotes/origin/main', 'refs/remotes/origin/master', 'refs/heads/main', 'refs/heads/master'];
  const candidates = [...(head === undefined ? [] : [head.symref]), ...usual];
  return candidates.find((name) => branches.some(({ ref }) => ref === name)) ?? null;
};

/** @throws usage when there is no such branch */
export const namedBranch = (branches: readonly Branch[], asked: string): string => {
  const names = [asked, `refs/heads/${asked}`, `refs/remotes/${asked}`];
  const found = branches.find(({ ref }) => names.includes(ref))?.ref;
  if (found !== undefined) return found;
  throw new OpenSessionError('usage', `expected a branch ${JSON.stringify(asked.slice(0, 200))}, found none`, {
    hint: 'see which there are: git branch --all',
  });
};
