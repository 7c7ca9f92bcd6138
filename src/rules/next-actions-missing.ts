import type { Rule } from './rule.ts';

export const nextActionsMissing: Rule = {
  code: 'next_actions_missing',
  severity: 'warning',
  description: 'a handoff with failed checks says what comes next',
  check: ({ verification, execution_contract }) =>
    verification.unresolved.length > 0 && execution_contract.next_actions.length === 0
      ? ['Checks failed, and no next action is named.']
      : [],
};
