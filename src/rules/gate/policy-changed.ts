import { diffHint } from './git-hint.ts';
import type { GateRule } from './gate-rule.ts';

export const policyChanged: GateRule = {
  code: 'policy_changed',
  description: 'the change holds the policy or its signers; it is judged by those of the target branch',
  severity: { default: 'warning', strict: 'warning' },
  check: ({ policy_changed, subject }) =>
    policy_changed.map((path) => ({
      message: `${path} is changed: the one of ${subject.base_ref} (${subject.base_tip.slice(0, 12)}) is what judges`,
      place: { path },
      hint: diffHint(subject, path),
    })),
};
