import { problemRule } from './problem-rule.ts';

export const artifactRewritten = problemRule('artifact_rewritten', {
  description: 'a pinned version is not in the history of its ref',
  severity: { default: 'warning', strict: 'error' },
  hint: 'name the version that is there, as `Handoff: ID@OID`: git commit --amend',
});
