import { pathRule } from './path-rule.ts';

/** Why the path counts as unclaimed (`files_unclaimed`): by itself it weighs nothing, whoever forges it gains nothing. */
export const claimWithheld = pathRule({
  code: 'claim_withheld',
  description:
    'a claimed path has no recorded state: what it held was not to be told, or a filter would have changed it',
  severity: { default: 'note', strict: 'note' },
  applies: ({ binding, ignored }) => binding === 'withheld' && ignored === null,
  message: ({ path }) => `${path} is claimed, and its state was not recorded`,
  hint: () => 'commit it, then save the handoff again: opensession session handoff save --last',
});
