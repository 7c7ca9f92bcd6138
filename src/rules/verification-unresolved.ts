import type { Rule } from './rule.ts';

export const verificationUnresolved: Rule = {
  code: 'verification_unresolved',
  severity: 'error',
  description: 'the last run of each check passed',
  check: ({ verification }) => verification.unresolved.map((id) => `The last run of this check failed: ${id}`),
};
