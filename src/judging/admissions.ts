import type { Admission, JudgedCheck } from '../domain/judgement.ts';
import type { ReadArtifact } from './read-artifact.ts';

/** What a handoff admits: failing checks and unfinished plans, and whether a check on the head shows that it is over. */
export const admissionsOf = (read: ReadArtifact, checks: readonly JudgedCheck[]): readonly Admission[] => {
  const handoffs = read.artifact?.payload ?? [];
  const unresolved = new Set(handoffs.flatMap(({ verification }) => verification?.unresolved ?? []));
  const unfinished = handoffs
    .flatMap(({ work_packages }) => work_packages ?? [])
    .filter(({ origin, status }) => origin === 'plan' && (status === 'pending' || status === 'in_progress'));
  return [
    ...[...unresolved].map((check_id): Admission => ({
      kind: 'unresolved',
      text: check_id,
      check_id,
      resolved: checks.some((check) => check.id === check_id && isOver(check, read)),
    })),
    ...unfinished.map(({ title }): Admission => ({ kind: 'unfinished', text: title, check_id: null, resolved: false })),
  ];
};

/** Proved on the head, or passed without a doubt in another session on the head's tree. */
const isOver = ({ outcome, artifact, status, doubts }: JudgedCheck, { id }: ReadArtifact): boolean =>
  outcome === 'proved' || (status === 'passed' && doubts.length === 0 && artifact !== id);
