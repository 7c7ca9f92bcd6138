import { problemRule } from './problem-rule.ts';

export const artifactNamedMissing = problemRule('artifact_named_missing', {
  description: 'the change names an artifact that is not there',
  severity: { default: 'warning', strict: 'error' },
  hint: 'opensession session handoff artifact push, and run the gate again',
});
