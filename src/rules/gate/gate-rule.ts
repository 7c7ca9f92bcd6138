/** The contract of a rule of the gate: what it holds against a judged change. One file each, listed in index.ts. */
import type { Severity } from '../../domain/finding.ts';
import type { GateFinding } from '../../domain/gate-report.ts';
import type { Judgement } from '../../domain/judgement.ts';
import type { Policy } from '../../domain/policy.ts';

export interface GateRule {
  /** Stable: policies, SARIF and other tools match on it. */
  readonly code: string;
  /** In a sentence: what is wrong when it is found. */
  readonly description: string;
  /** What it counts as, by default and with --strict; a policy's `severity` goes before. */
  readonly severity: { readonly default: Severity; readonly strict: Severity };
  /** One per thing that is wrong; none when all is well. `severity`: where one finding counts as less than the rule. */
  check(
    judgement: Judgement,
    policy: Policy,
  ): readonly (Omit<GateFinding, 'code' | 'severity'> & { readonly severity?: Severity })[];
}
