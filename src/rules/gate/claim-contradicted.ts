import { outsideRule } from './outside-rule.ts';

export const claimContradicted = outsideRule({
  code: 'claim_contradicted',
  description: 'the change does the opposite of what is claimed, or a commit that is named lacks the path',
  severity: { default: 'error', strict: 'error' },
  applies: ({ contradicted }) => contradicted,
  hint: 'save the handoff again from the session that made the change',
});
