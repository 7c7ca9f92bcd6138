/** Fields that hold nothing because nothing is known, each with the reason. */
import type { Handoff } from '../../domain/handoff.ts';

type Known = Pick<Handoff, 'objective' | 'objective_undefined_reason' | 'execution_contract' | 'evidence' | 'tokens'> &
  Pick<Handoff, 'repository' | 'repository_undefined_reason' | 'started_at'>;

export const undefinedFields = (handoff: Known): Handoff['undefined_fields'] => {
  const { execution_contract: contract, tokens } = handoff;
  const fields: readonly (readonly [path: string, missing: boolean, reason: string | null | undefined])[] = [
    ['objective', handoff.objective === null, handoff.objective_undefined_reason],
    ['started_at', handoff.started_at === null, 'no event of the log has a time'],
    ['execution_contract.rollback_hint', contract.rollback_hint === null, contract.rollback_hint_undefined_reason],
    ['evidence', handoff.evidence.length === 0, 'no event of the log stands for a claim'],
    ['tokens', Object.values(tokens).every((count) => count === null), 'no event of the log counts tokens'],
    ['repository', handoff.repository === null, handoff.repository_undefined_reason],
  ];
  return fields.flatMap(([path, missing, reason]) =>
    missing ? [{ path, undefined_reason: reason ?? 'not known' }] : [],
  );
};
