import { problemRule } from './problem-rule.ts';
import { anewHint } from './save-hint.ts';

export const artifactSchemaInvalid = problemRule('schema_invalid', {
  description: 'an artifact does not have the shape of one',
  severity: { default: 'error', strict: 'error' },
  hint: (artifact) => `save it again: ${anewHint(artifact)}`,
});
