import { canonicalJson, sha256 } from '../../domain/canonical.ts';
import { GATE_REPORT_SCHEMA, type GateReport } from '../../domain/gate-report.ts';
import type { Judgement } from '../../domain/judgement.ts';
import type { EffectivePolicy } from '../../domain/policy.ts';
import { applyGateRules } from '../../rules/gate/apply-rules.ts';

/** What the rules say of a judgement, and the verdict. */
export const composeReport = async (judgement: Judgement, effective: EffectivePolicy): Promise<GateReport> => {
  const findings = applyGateRules(judgement, effective);
  const outcomes = [...judgement.paths, ...judgement.checks, ...judgement.commits, ...judgement.sessions].map(
    ({ outcome }) => outcome,
  );
  const severity = (which: string): number => findings.filter((finding) => finding.severity === which).length;
  const counted = (which: string): number => outcomes.filter((outcome) => outcome === which).length;
  return {
    ...judgement,
    schema: GATE_REPORT_SCHEMA,
    subject_digest: await sha256(canonicalJson(judgement.subject)),
    verdict: severity('error') > 0 ? 'fail' : 'pass',
    findings,
    counts: {
      proved: counted('proved'),
      contradicted: counted('contradicted'),
      unknown: counted('cannot-tell'),
      errors: severity('error'),
      warnings: severity('warning'),
      notes: severity('note'),
    },
  };
};
