import type { Rule } from './rule.ts';

export const verificationMissing: Rule = {
  code: 'verification_missing',
  severity: 'warning',
  description: 'changed files were checked by something',
  check: ({ files_modified, verification }) =>
    files_modified.some(({ scope }) => scope === 'repository') && verification.checks_run.length === 0
      ? ['Files of the repository were changed, and no check was run.']
      : [],
};
