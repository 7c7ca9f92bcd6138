import type { GateFinding } from '../../domain/gate-report.ts';
import type { Severity } from '../../domain/finding.ts';
import type { Judgement } from '../../domain/judgement.ts';
import type { EffectivePolicy } from '../../domain/policy.ts';
import type { GateRule } from './gate-rule.ts';
import { gateRules } from './index.ts';

const RANK: { readonly [severity in Severity]: number } = { error: 0, warning: 1, note: 2 };

/** All findings, worst first. What a rule only notes stays a note, whatever the policy says of its code; `off` is left out. */
export const applyGateRules = (judgement: Judgement, effective: EffectivePolicy): readonly GateFinding[] =>
  gateRules
    .flatMap((rule) => findingsOf(rule, judgement, effective))
    .sort((a, b) => RANK[a.severity] - RANK[b.severity]);

const findingsOf = (
  rule: GateRule,
  judgement: Judgement,
  { policy, strict }: EffectivePolicy,
): readonly GateFinding[] => {
  const severity = policy.severity[rule.code] ?? (strict ? rule.severity.strict : rule.severity.default);
  if (severity === 'off') return [];
  return rule.check(judgement, policy).map(({ severity: own, ...found }) => ({
    code: rule.code,
    severity: own !== undefined && RANK[own] > RANK[severity] ? own : severity,
    ...found,
  }));
};
