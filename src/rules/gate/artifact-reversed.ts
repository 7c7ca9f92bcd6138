import { pathRule } from './path-rule.ts';

export const artifactReversed = pathRule({
  code: 'artifact_reversed',
  description: 'the change takes back what a handoff claims',
  severity: { default: 'note', strict: 'note' },
  applies: ({ binding }) => binding === 'reversed',
  message: ({ path }) => `${path} is again what it was before a handoff that claims it`,
  hint: () => null,
});
