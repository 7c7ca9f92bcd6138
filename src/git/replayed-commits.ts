import { sameState, type StateChange } from '../domain/path-state.ts';
import { DIFF, type RawChanges, readRawChanges } from './change/raw-changes.ts';
import { type PrivateRepository, withPrivateRepository } from './change/private-repository.ts';
import type { Git } from './git.ts';

export interface Rewritten {
  /** Full ids. */
  readonly from: string;
  readonly to: string;
}

export interface ReplayedCommit {
  readonly to: string;
  readonly object_format: 'sha1' | 'sha256';
  /** Path → what the old commit did to it and what the new one does, where nobody but git made the difference. */
  readonly steps: ReadonlyMap<string, ReplayedStep>;
}

export interface ReplayedStep {
  readonly old: StateChange;
  readonly now: StateChange;
}

/** More commits are rewritten by no everyday rebase. */
const MOST = 200;

/**
 * What a rebase did to the states of paths: the old commit is put upon the new one's parent once more, by git and without
 * a conflict, and only what comes out as it was committed counts. What a person resolved or changed is none of it.
 */
export const replayCommits = async (
  git: Git,
  dir: string,
  rewritten: readonly Rewritten[],
): Promise<readonly ReplayedCommit[]> => {
  const paths = await git.locate(dir);
  return withPrivateRepository(git, paths, async (repository) => {
    const found: ReplayedCommit[] = [];
    for (const { from, to } of rewritten.slice(0, MOST)) {
      const steps = from === to ? new Map<string, ReplayedStep>() : await stepsOf(repository, { from, to });
      if (steps.size > 0) found.push({ to, object_format: paths.objectFormat, steps });
    }
    return found;
  });
};

const stepsOf = async (
  repository: PrivateRepository,
  { from, to }: Rewritten,
): Promise<ReadonlyMap<string, ReplayedStep>> => {
  const [old, next] = [await parentsOf(repository, from), await parentsOf(repository, to)];
  const [oldParent] = old;
  const [newParent] = next;
  if (old.length !== 1 || next.length !== 1 || oldParent === undefined || newParent === undefined) return new Map();
  const replayed = await replay(repository, { from, oldParent, newParent });
  if (replayed === null) return new Map();
  const [changed, moved, other] = await Promise.all([
    changes(repository, oldParent, from),
    changes(repository, newParent, to),
    changes(repository, replayed, to),
  ]);
  const steps = new Map<string, ReplayedStep>();
  for (const [path, step] of changed) {
    const now = moved.get(path);
    if (now === undefined || other.has(path) || sameState(step.after, now.after)) continue;
    if (step.after !== null && now.after !== null) steps.set(path, { old: step, now });
  }
  return steps;
};

const parentsOf = async ({ git, dir }: PrivateRepository, commit: string): Promise<readonly string[]> => {
  const args = ['log', '-1', '--no-show-signature', '--format=%P', '--end-of-options', commit, '--'];
  const { code, stdout } = await git.run(args, { cwd: dir, allow: [0, 128] });
  return code === 0 ? stdout.toString('utf8').trim().split(' ').filter(Boolean) : [];
};

/** The tree; null: git cannot without a person. The new parent's tree stands upon the old parent, so that this is the base. */
const replay = async (
  { git, dir }: PrivateRepository,
  of: { readonly from: string; readonly oldParent: string; readonly newParent: string },
): Promise<string | null> => {
  const env = { GIT_AUTHOR_NAME: 'x', GIT_AUTHOR_EMAIL: 'x', GIT_COMMITTER_NAME: 'x', GIT_COMMITTER_EMAIL: 'x' };
  const args = ['commit-tree', '-p', of.oldParent, '-m', 'x', `${of.newParent}^{tree}`];
  const upon = (await git.run(args, { cwd: dir, env })).stdout.toString('utf8').trim();
  const merge = ['merge-tree', '--write-tree', '--no-messages', upon, of.from];
  const { code, stdout } = await git.run(merge, { cwd: dir, allow: [0, 1, 128] });
  return code === 0 ? stdout.toString('utf8').trim() : null;
};

const changes = async ({ git, dir }: PrivateRepository, from: string, to: string): Promise<RawChanges> =>
  readRawChanges((await git.run([...DIFF, '--end-of-options', from, to], { cwd: dir })).stdout).get('') ?? new Map();
