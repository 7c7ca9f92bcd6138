import type { Rule } from './rule.ts';

/** Of failed checks `verification_unresolved` speaks. */
export const verificationStale: Rule = {
  code: 'verification_stale',
  severity: 'warning',
  description: 'nothing was changed after the last run of a check',
  check: ({ verification }) =>
    verification.checks
      .filter(({ stale, final }) => stale && final !== 'failed')
      .map(({ command }) => `Files were changed after the last run of this check: ${command}`),
};
