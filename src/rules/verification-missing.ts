import type { Verification } from '../domain/handoff.ts';
import type { Rule } from './rule.ts';

export const verificationMissing: Rule = {
  code: 'verification_missing',
  severity: 'warning',
  description: 'changed files were checked by something',
  check: ({ files_modified, verification }) =>
    files_modified.some(({ scope }) => scope === 'repository') && isNone(verification)
      ? ['Files of the repository were changed, and no check of them was run.']
      : [],
};

/** Of runs on another tree no check is made. */
const isNone = ({ checks, checks_run }: Verification): boolean => {
  const ids = new Set<string>(checks.map(({ id }) => id));
  return checks_run.every(({ check_id, doubts }) => !ids.has(check_id) && doubts.some(({ kind }) => kind === 'void'));
};
