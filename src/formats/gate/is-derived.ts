import type { GateReport } from '../../domain/gate-report.ts';
import type { JudgedArtifact } from '../../domain/judgement.ts';

/** Consistent, no more: whoever can push could have published the session as well. */
export const DERIVED = 'as its published session makes it';

/** Of each session of it. */
export const isDerived = ({ id, session_ids }: JudgedArtifact, sessions: GateReport['sessions']): boolean => {
  const derived = new Set(
    sessions.flatMap(({ session_id, artifact, outcome }) =>
      artifact === id && outcome === 'proved' ? [session_id] : [],
    ),
  );
  return session_ids.length > 0 && session_ids.every((session) => derived.has(session));
};
