import { outsideRule } from './outside-rule.ts';

export const claimOutsideChange = outsideRule({
  code: 'claim_outside_change',
  description: 'a claim is about a path that this change does not hold',
  severity: { default: 'note', strict: 'note' },
  applies: ({ reason, contradicted }) => reason !== 'left-out' && !contradicted,
  hint: null,
});
