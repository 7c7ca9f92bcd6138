import type { Git } from './git.ts';

/** What a ref must be for the change to happen, and what it then becomes. null: it does not exist. */
export interface RefChange {
  readonly ref: string;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Moves refs in one transaction: all of them, or none when one is not where it was read.
 * @throws ref_conflict, ref_locked, no_space, read_only
 */
export const updateRefs = (git: Git, cwd: string, changes: readonly RefChange[]): Promise<void> =>
  transact(git, cwd, transactionOf(changes));

/** The same once `ready` resolves, for which git starts meanwhile; where it rejects nothing moves. @throws as updateRefs, and what `ready` rejects with */
export const updateRefsAfter = (
  git: Git,
  { cwd, ready }: { readonly cwd: string; readonly ready: Promise<void> },
  changes: readonly RefChange[],
): Promise<void> => {
  const transaction = transactionOf(changes);
  return transact(
    git,
    cwd,
    ready.then(() => transaction),
  );
};

const transact = async (git: Git, cwd: string, stdin: string | Promise<string>): Promise<void> => {
  const env = { GIT_COMMITTER_NAME: 'opensession', GIT_COMMITTER_EMAIL: 'cli@opensession.io' };
  await git.run(['update-ref', '--no-deref', '-z', '--stdin'], { cwd, stdin, env });
};

/** With -z a field ends with NUL; `create` and `delete` check the old value as `update` does. */
const transactionOf = (changes: readonly RefChange[]): string => {
  const commands = changes.map(({ ref, from, to }) => {
    if (to === null) return `delete ${ref}\0${from ?? ''}\0`;
    return from === null ? `create ${ref}\0${to}\0` : `update ${ref}\0${to}\0${from}\0`;
  });
  return `start\0${commands.join('')}prepare\0commit\0`;
};
