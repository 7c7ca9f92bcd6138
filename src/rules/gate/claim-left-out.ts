import { outsideRule } from './outside-rule.ts';

export const claimLeftOut = outsideRule({
  code: 'claim_left_out',
  description: 'a claimed change was not committed',
  severity: { default: 'note', strict: 'error' },
  applies: ({ reason, contradicted }) => reason === 'left-out' && !contradicted,
  hint: 'commit it, or save the handoff again without it',
  again: true,
});
