import { logHint } from './git-hint.ts';
import { pathRule } from './path-rule.ts';

export const artifactReversed = pathRule({
  code: 'artifact_reversed',
  description: 'the change takes back what a handoff claims',
  severity: { default: 'note', strict: 'note' },
  applies: ({ reversed }) => reversed.length > 0,
  message: ({ path, reversed }) => `${path} is again what it was before ${reversed.join(', ')}`,
  hint: ({ path }, { subject }) => logHint(subject, path),
});
