import { problemRule } from './problem-rule.ts';

export const artifactSecretPresent = problemRule('secret_present', {
  description: 'an artifact holds what looks like a secret',
  severity: { default: 'error', strict: 'error' },
  hint: 'revoke the secret, remove the artifact from the remote, and save it again',
});
