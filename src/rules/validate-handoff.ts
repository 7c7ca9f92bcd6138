import type { Finding } from '../domain/finding.ts';
import type { Handoff, ValidationReport } from '../domain/handoff.ts';
import { rules } from './index.ts';
import type { Rule, RuleContext } from './rule.ts';
import { schemaInvalid } from './schema-invalid.ts';

/**
 * Judges a handoff by all rules; `passed` means that no finding is an error. One that is not of its schema's shape is
 * judged by `schema_invalid` and `secret_present` alone, because the others read what may not be there.
 */
export const validateHandoff = (handoff: Handoff, context: RuleContext): ValidationReport => {
  const shapeless = schemaInvalid.check(handoff, context).length > 0;
  const findings = rules
    .filter((rule) => !shapeless || JUDGES_ANYTHING.has(rule.code))
    .flatMap((rule) => findingsOf(rule, handoff, context));
  return {
    session_id: handoff.session_id,
    passed: findings.every(({ severity }) => severity !== 'error'),
    findings,
  };
};

const JUDGES_ANYTHING: ReadonlySet<string> = new Set(['schema_invalid', 'secret_present']);

const findingsOf = (rule: Rule, handoff: Handoff, context: RuleContext): readonly Finding[] =>
  rule.check(handoff, context).map((message) => ({ code: rule.code, severity: rule.severity, message }));
