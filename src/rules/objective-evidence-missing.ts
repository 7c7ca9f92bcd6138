import type { Rule } from './rule.ts';

/** Silent without any evidence: `evidence_missing` has said it then. */
export const objectiveEvidenceMissing: Rule = {
  code: 'objective_evidence_missing',
  severity: 'warning',
  description: 'the objective says where it comes from',
  check: ({ evidence }) =>
    evidence.length > 0 && !evidence.some(({ claim }) => claim.startsWith('objective:'))
      ? ['No evidence is given for the objective.']
      : [],
};
