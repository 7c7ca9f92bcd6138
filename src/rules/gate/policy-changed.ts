import type { GateRule } from './gate-rule.ts';

export const policyChanged: GateRule = {
  code: 'policy_changed',
  description: 'the change holds the policy or its signers; it is judged by those of the target branch',
  severity: { default: 'warning', strict: 'warning' },
  check: ({ policy_changed }) =>
    policy_changed.map((path) => ({
      message: `${path} is changed: the target branch's is the one that judges`,
      place: { path },
      hint: null,
    })),
};
