import { pathRule } from './path-rule.ts';

export const claimWithheld = pathRule({
  code: 'claim_withheld',
  description:
    'a claimed path has no recorded state: what it held was not to be told, or a filter would have changed it',
  severity: { default: 'warning', strict: 'warning' },
  applies: ({ binding, ignored }) => binding === 'withheld' && ignored === null,
  message: ({ path }) => `${path} is claimed, and its state was not recorded`,
  hint: () => null,
});
