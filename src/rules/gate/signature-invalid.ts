import { problemRule } from './problem-rule.ts';
import { saveHint } from './save-hint.ts';

export const signatureInvalid = problemRule('signature_invalid', {
  description: 'the signature of an artifact is not one of it',
  severity: { default: 'error', strict: 'error' },
  hint: (artifact) => `save it again, so that it is signed again: ${saveHint(artifact)}`,
});
