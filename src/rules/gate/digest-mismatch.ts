import { problemRule } from './problem-rule.ts';
import { anewHint } from './save-hint.ts';

export const digestMismatch = problemRule('digest_mismatch', {
  description: 'the digest of an artifact does not fit its content',
  severity: { default: 'error', strict: 'error' },
  hint: (artifact) => `save it again: ${anewHint(artifact)}`,
});
