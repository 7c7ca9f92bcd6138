import { runAgain } from './check-rule.ts';
import type { GateRule } from './gate-rule.ts';

/** What no other rule gives a reason for is not shown either. */
export const checkUnknown: GateRule = {
  code: 'verification_unknown',
  description: 'how a required check ended is not known',
  severity: { default: 'warning', strict: 'error' },
  check: ({ checks }, policy) =>
    checks
      .filter(
        ({ required, outcome, status, doubts }) =>
          required !== null && outcome === 'cannot-tell' && status !== 'passed' && doubts.length === 0,
      )
      .map((check) => ({
        message: `how ${check.command} ended is not known`,
        place: { check: check.id, ...(check.artifact === null ? {} : { artifact: check.artifact }) },
        hint: runAgain(check, policy),
      })),
};
