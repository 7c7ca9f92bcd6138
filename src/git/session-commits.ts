import type { Git } from './git.ts';
import { readInfos } from './read-objects.ts';
import type { WorkState } from './work-state.ts';
import { isObjectId } from '../domain/is-object-id.ts';

/** When a session ran and what it says of commits; times are RFC 3339. */
export interface SessionTimes {
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** The head at the start, as the log names it. */
  readonly startCommit: string | null;
  /** Commits that the session's shell events made: id (it may be short) where the output names it, and when. */
  readonly commits: readonly { readonly id: string | null; readonly at: string }[];
}

export interface SessionCommits {
  readonly base_commit: string | null;
  readonly base_commit_source: 'log' | 'history' | null;
  readonly commits: readonly { readonly id: string; readonly subject: string; readonly linked_by: 'shell-event' }[];
}

/** The base, and the commits between it and HEAD that the session's events name. */
export const sessionCommits = async (git: Git, state: WorkState, times: SessionTimes): Promise<SessionCommits> => {
  const base = await baseOf(git, state, times);
  const commits = state.head === null || times.commits.length === 0 ? [] : await since(git, state, base.base_commit);
  return { ...base, commits: linked(commits, times) };
};

const baseOf = async (
  git: Git,
  { head, paths }: WorkState,
  { startCommit, startedAt }: SessionTimes,
): Promise<Omit<SessionCommits, 'commits'>> => {
  if (startCommit !== null && isObjectId(startCommit)) {
    const [found] = await readInfos(git, [startCommit], { cwd: paths.root });
    if (found?.type === 'commit') return { base_commit: found.id, base_commit_source: 'log' };
  }
  const seconds = Math.floor(Date.parse(startedAt ?? '') / 1000);
  if (head === null || !Number.isFinite(seconds)) return { base_commit: null, base_commit_source: null };
  // The first parents: what HEAD was, not what was merged into it.
  const args = ['rev-list', '--first-parent', '--max-count=1', `--min-age=${seconds}`, '--end-of-options', head];
  const { stdout } = await git.run(args, { cwd: paths.root });
  const commit = stdout.toString('utf8').trim();
  return commit === ''
    ? { base_commit: null, base_commit_source: null }
    : { base_commit: commit, base_commit_source: 'history' };
};

interface Commit {
  readonly id: string;
  /** Seconds. */
  readonly at: number;
  readonly subject: string;
}

const MAX_COMMITS = 1000;

/** `commit <id>` line, then `<committer time> <subject>`. */
const since = async (git: Git, { head, paths }: WorkState, base: string | null): Promise<readonly Commit[]> => {
  const range = base === null ? [head ?? ''] : [head ?? '', `^${base}`];
  const args = ['rev-list', `--max-count=${MAX_COMMITS}`, '--format=%ct %s', '--end-of-options', ...range];
  const lines = (await git.run(args, { cwd: paths.root })).stdout.toString('utf8').split('\n');
  const commits: Commit[] = [];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [time = '', ...subject] = (lines[at + 1] ?? '').split(' ');
    commits.push({ id: (lines[at] ?? '').replace(/^commit /, ''), at: Number(time), subject: subject.join(' ') });
  }
  return commits.reverse();
};

/** A commit is made a moment after its command was started. */
const LATEST_SECONDS = 60;

/**
 * By the id that the log names; an event without one links the only commit of its moment, and none when there are
 * several.
 */
const linked = (commits: readonly Commit[], { commits: events }: SessionTimes): SessionCommits['commits'] => {
  const found = new Set<Commit>();
  for (const { id, at } of events) {
    const near = (commit: Commit): boolean => {
      const after = commit.at - Math.floor(Date.parse(at) / 1000);
      return after >= 0 && after <= LATEST_SECONDS;
    };
    const named = id !== null && /^[0-9a-f]{7,64}$/.test(id);
    const fitting = commits.filter((commit) => (named ? commit.id.startsWith(id) : near(commit)));
    if (fitting.length === 1 && fitting[0] !== undefined) found.add(fitting[0]);
  }
  return commits
    .filter((commit) => found.has(commit))
    .map(({ id, subject }) => ({ id, subject, linked_by: 'shell-event' }));
};
