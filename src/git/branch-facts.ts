import type { BranchFacts } from '../domain/retention.ts';
import { type StatePlace, eachState } from './each-state.ts';
import { type Branch, branchesOf, defaultOf, namedBranch } from './branches.ts';
import { readInfos } from './read-objects.ts';
import { createHash } from '../domain/create-hash.ts';

export interface BranchQuestion {
  /** A branch or full ref; default: what the remote calls its head, else main or master. */
  readonly into?: string;
  /** Recorded commits to look for. */
  readonly commits: readonly string[];
  /** States that older commits of `into` made are not looked for, which costs time alone; null: all are. */
  readonly since: Date | null;
}

/**
 * What is merged and what is open, from six processes whatever the number of branches and commits.
 * @throws usage when there is no such branch, git_failed
 */
export const readBranchFacts = async (
  where: StatePlace,
  { into: asked, commits, since }: BranchQuestion,
): Promise<BranchFacts> => {
  const branches = await branchesOf(where);
  const into = asked === undefined ? defaultOf(branches) : namedBranch(branches, asked);
  const tip = into === null ? null : (branches.find(({ ref }) => ref === into)?.commit ?? null);
  const open = await openRefs(where, tip, branches);
  const heads = await detachedHeads(where);
  const openWork = new Map<string, string>();
  const from = [...open.map(({ ref }) => ref), ...heads];
  const without = tip === null ? [] : [`^${tip}`];
  if (from.length > 0)
    await eachState(where, { revisions: [...from, ...without], since: null }, (found, source) => {
      openWork.set(found, source);
    });
  const mergedKeys = new Set<string>();
  if (tip !== null) await eachState(where, { revisions: [tip], since }, (found) => void mergedKeys.add(found));
  return {
    into,
    open: new Map(open.flatMap(({ ref }) => namesOf(ref).map((name): [string, string] => [name, ref]))),
    openWork,
    mergedCommits: tip === null ? new Set() : await reachable(where, tip, commits),
    mergedKeys,
  };
};

const openRefs = async ({ git, cwd }: StatePlace, tip: string | null, branches: readonly Branch[]) => {
  const real = branches.filter(({ symref }) => symref === '');
  if (tip === null) return real;
  const args = ['for-each-ref', `--no-merged=${tip}`, '--format=%(refname)', 'refs/heads/', 'refs/remotes/'];
  const { stdout } = await git.run(args, { cwd });
  const unmerged = new Set(stdout.toString('utf8').split('\n'));
  return real.filter(({ ref }) => unmerged.has(ref));
};

/** `x` of refs/heads/x and of refs/remotes/origin/x, and the hash of it that a commit message may hold instead. */
const namesOf = (ref: string): readonly string[] => {
  const name = ref.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, '');
  return [name, createHash('sha256').update(name).digest('hex').slice(0, 16)];
};

/** Commits that worktrees are at without a branch. */
const detachedHeads = async ({ git, cwd }: StatePlace): Promise<readonly string[]> => {
  const { stdout } = await git.run(['worktree', 'list', '--porcelain'], { cwd });
  return [...stdout.toString('utf8').matchAll(/^HEAD ([0-9a-f]{40,64})\ndetached$/gm)].map(([, commit = '']) => commit);
};

/** Those of the commits that are here and that the tip holds. */
const reachable = async (where: StatePlace, tip: string, commits: readonly string[]): Promise<ReadonlySet<string>> => {
  const infos = await readInfos(where.git, [...new Set(commits)], where);
  const here = infos.flatMap((info) => (info?.type === 'commit' ? [info.id] : []));
  if (here.length === 0) return new Set();
  const stdin = `${here.join('\n')}\n^${tip}\n`;
  const { stdout } = await where.git.run(['rev-list', '--stdin'], { cwd: where.cwd, stdin });
  const beyond = new Set(stdout.toString('latin1').split('\n'));
  return new Set(here.filter((commit) => !beyond.has(commit)));
};
