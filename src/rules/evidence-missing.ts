import type { Rule } from './rule.ts';

export const evidenceMissing: Rule = {
  code: 'evidence_missing',
  severity: 'warning',
  description: 'statements say where they come from',
  // what the budget left out was there
  check: ({ evidence, truncated }) =>
    evidence.length === 0 && (truncated?.['evidence'] ?? 0) === 0 ? ['No statement names an event of the log.'] : [],
};
