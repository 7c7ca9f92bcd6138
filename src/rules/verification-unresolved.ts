import type { Rule } from './rule.ts';

export const verificationUnresolved: Rule = {
  code: 'verification_unresolved',
  severity: 'error',
  description: 'no check stands as failed',
  check: ({ verification }) =>
    verification.unresolved.map((id) => `This check failed, and no later run shows that it passes: ${id}`),
};
