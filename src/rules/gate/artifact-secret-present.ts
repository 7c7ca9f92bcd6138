import { problemRule } from './problem-rule.ts';
import { anewHint } from './save-hint.ts';

export const artifactSecretPresent = problemRule('secret_present', {
  description: 'an artifact holds what looks like a secret',
  severity: { default: 'error', strict: 'error' },
  hint: (artifact) => `revoke the secret, then: ${anewHint(artifact)}`,
});
