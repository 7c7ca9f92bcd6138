/** What speaks for required checks beside what handoffs record: runs again, and runs that CI jobs saw. */
import { sha256 } from '../../../domain/canonical.ts';
import type { JudgedRerun, JudgedWitness } from '../../../domain/judgement.ts';
import type { EffectivePolicy } from '../../../domain/policy.ts';
import type { CheckRerun } from '../../../domain/rerun.ts';
import type { OpenChange } from '../../../git/change/open-change.ts';
import type { ArtifactSearch } from '../../../store/artifact-search.ts';
import type { Rerun } from '../../../judging/judge-checks.ts';
import type { RecordedRun } from '../../../judging/recorded-runs.ts';
import type { GateWorld, Trusting } from '../trusting.ts';
import { type RerunAsked, rerunsOf } from './reruns-of.ts';
import { readWitnesses, witnessedRuns } from '../witness/read-witnesses.ts';

export interface EvidenceAsked extends RerunAsked {
  /** Texts of statements beside those in refs: files that another job handed over. */
  readonly witnesses?: readonly string[] | undefined;
}

export interface CheckEvidence {
  readonly reruns: readonly Rerun[];
  /** The same as a report tells it. */
  readonly shown: readonly JudgedRerun[];
  readonly witnessed: ReadonlyMap<string, readonly RecordedRun[]>;
  readonly witnesses: readonly JudgedWitness[];
  readonly told: readonly CheckRerun[];
  /** Each piece of it by its content: part of what a verdict depends on. */
  readonly names: readonly string[];
}

/** @throws usage, git_failed, no_space */
export const checkEvidence = async (
  world: GateWorld,
  judged: {
    readonly change: OpenChange;
    readonly effective: EffectivePolicy;
    readonly trusting: Trusting;
    readonly head_tree: string;
    readonly search: Pick<ArtifactSearch, 'witnesses'>;
  },
  asked: EvidenceAsked,
): Promise<CheckEvidence> => {
  const { change, effective, trusting, head_tree, search } = judged;
  const { policy } = effective;
  const { judged: reruns, shown, told } = await rerunsOf(world, { change, effective }, asked);
  if (policy.required_checks.length === 0)
    return { reruns, shown, witnessed: new Map(), witnesses: [], told, names: [] };
  const kept = await search.witnesses(head_tree);
  const texts = [...new Set([...(asked.witnesses ?? []), ...kept])];
  const read = await readWitnesses(world, { trusting, head_tree }, texts);
  return {
    reruns,
    shown,
    witnessed: policy.accept.includes('witnessed') ? witnessedRuns(read, policy) : new Map(),
    witnesses: read.map(({ judged: one }) => one),
    told,
    names: [
      ...reruns.map(({ name, passed, unisolated }) => `rerun ${name}: ${unisolated === null ? passed.join() : 'none'}`),
      ...(await Promise.all(texts.map(async (text) => `witness sha256:${await sha256(text)}`))).sort(),
    ],
  };
};
