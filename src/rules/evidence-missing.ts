import type { Rule } from './rule.ts';

export const evidenceMissing: Rule = {
  code: 'evidence_missing',
  severity: 'warning',
  description: 'statements say where they come from',
  check: ({ evidence }) => (evidence.length === 0 ? ['No statement names an event of the log.'] : []),
};
