import { problemRule } from './problem-rule.ts';

export const artifactSchemaInvalid = problemRule('schema_invalid', {
  description: 'an artifact does not have the shape of one',
  severity: { default: 'error', strict: 'error' },
  hint: 'save it again: opensession session handoff artifact refresh ID',
});
