/** Which artifacts may go into the archive: what an open branch is judged by stays live. */
import type { ArtifactId } from './refs.ts';

/** What an artifact says of the work that it is about; empty or null where it says nothing. */
export interface WorkRecord {
  readonly id: ArtifactId;
  readonly commit: string;
  /** RFC 3339, of its newest version. */
  readonly updated_at: string | null;
  /** Its name, or 16 hexadecimal digits of the name's sha256. */
  readonly branch: string | null;
  /** Commits that were made in the session. */
  readonly commits: readonly string[];
  /** Commits that were the head at the start or at a save. */
  readonly heads: readonly string[];
  readonly trees: readonly string[];
  /** Keys of the states that its newest version claims, see change-keys.ts. */
  readonly states: readonly string[];
  /** Keys of states and patches of all its versions. */
  readonly keys: readonly string[];
  /** Set when it cannot be read. */
  readonly problem: string | null;
  /** It cannot because a partial clone left some of it out. */
  readonly isIncomplete?: boolean;
}

/** What git says of branches. */
export interface BranchFacts {
  /** Full name of the branch that others are merged into; null when none can be told. */
  readonly into: string | null;
  /** Branches with commits that `into` lacks: by name and by the hash of the name → full ref name. */
  readonly open: ReadonlyMap<string, string>;
  /** Commits, trees and keys of those commits → ref of the branch. */
  readonly openWork: ReadonlyMap<string, string>;
  /** Recorded commits that `into` holds. */
  readonly mergedCommits: ReadonlySet<string>;
  /** Keys of states that commits of `into` made. */
  readonly mergedKeys: ReadonlySet<string>;
}

/** At least one of the three selects; `ids` alone selects what it names. */
export interface ArchivePolicy {
  readonly ids: ReadonlySet<string>;
  readonly merged: boolean;
  /** Milliseconds; null: age selects nothing. */
  readonly olderThan: number | null;
  /** By commit, in milliseconds: whatever clock a version was saved under, it is no older. */
  readonly notBefore: ReadonlyMap<string, number>;
  readonly now: number;
}

export type ArchiveReason = 'merged-commits' | 'merged-states' | 'old' | 'named';
export type StayReason = 'open-branch' | 'not-merged' | 'recent' | 'unreadable' | 'incomplete' | 'moved' | 'locked';

export interface Retention {
  readonly artifact_id: string;
  readonly commit: string;
  readonly action: 'archive' | 'stay';
  readonly reason: ArchiveReason | StayReason;
  /** The branch, where that is the reason. */
  readonly branch: string | null;
}

export const judgeRetention = (work: WorkRecord, facts: BranchFacts, policy: ArchivePolicy): Retention => {
  const told = (action: Retention['action'], reason: Retention['reason'], branch: string | null = null): Retention => ({
    artifact_id: work.id,
    commit: work.commit,
    action,
    reason,
    branch,
  });
  if (work.problem !== null) return told('stay', work.isIncomplete === true ? 'incomplete' : 'unreadable');
  const open = openBranchOf(work, facts);
  if (open !== undefined) return told('stay', 'open-branch', open);
  if (policy.ids.has(work.id)) return told('archive', 'named');
  const merged = policy.merged ? mergedBy(work, facts) : undefined;
  if (merged !== undefined) return told('archive', merged, facts.into);
  if (policy.olderThan !== null && isOlder(work, policy.olderThan, policy)) return told('archive', 'old');
  return told('stay', policy.merged ? 'not-merged' : 'recent');
};

/** The branch is recorded, or its commits are, or it holds a tree or state that the artifact left. */
const openBranchOf = (work: WorkRecord, { open, openWork }: BranchFacts): string | undefined => {
  const named = work.branch === null ? undefined : open.get(work.branch);
  if (named !== undefined) return named;
  for (const part of [work.commits, work.heads, work.trees, work.states, work.keys])
    for (const one of part) {
      const branch = openWork.get(one);
      if (branch !== undefined) return branch;
    }
  return undefined;
};

/** All of what is recorded: a part says that the rest is still to come. A head says nothing, work begins on merged ones. */
const mergedBy = (work: WorkRecord, facts: BranchFacts): 'merged-commits' | 'merged-states' | undefined => {
  if (facts.into === null) return undefined;
  const holds = (all: readonly string[], known: ReadonlySet<string>): boolean =>
    all.length > 0 && all.every((one) => known.has(one));
  if (holds(work.commits, facts.mergedCommits)) return 'merged-commits';
  return holds(work.states, facts.mergedKeys) ? 'merged-states' : undefined;
};

/** Of an age that cannot be told, it is not old. @param age in milliseconds */
export const isOlder = (
  { commit, updated_at }: Pick<WorkRecord, 'commit' | 'updated_at'>,
  age: number,
  { notBefore, now }: Pick<ArchivePolicy, 'notBefore' | 'now'>,
): boolean => {
  const time = Math.max(Date.parse(updated_at ?? ''), notBefore.get(commit) ?? 0);
  return !Number.isNaN(time) && now - time > age;
};
