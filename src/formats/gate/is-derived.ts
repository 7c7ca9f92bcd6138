import type { GateReport } from '../../domain/gate-report.ts';
import type { JudgedArtifact } from '../../domain/judgement.ts';

/** Consistent, no more: whoever can push could have published the session as well. */
export const DERIVED = 'as its published session makes it';

/** All handoffs in it, of which two may say to be of one session. */
export const isDerived = ({ id, session_ids }: JudgedArtifact, sessions: GateReport['sessions']): boolean => {
  const held = sessions.filter(({ artifact }) => artifact === id);
  return held.length > 0 && held.length === session_ids.length && held.every(({ outcome }) => outcome === 'proved');
};
