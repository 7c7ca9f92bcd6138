import { problemRule } from './problem-rule.ts';

export const digestMismatch = problemRule('digest_mismatch', {
  description: 'the digest of an artifact does not fit its content',
  severity: { default: 'error', strict: 'error' },
  hint: 'save it again: opensession session handoff artifact refresh ID',
});
