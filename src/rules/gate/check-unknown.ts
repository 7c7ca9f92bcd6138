import type { GateRule } from './gate-rule.ts';

/** What no other rule gives a reason for is not shown either. */
export const checkUnknown: GateRule = {
  code: 'verification_unknown',
  description: 'how a required check ended is not known',
  severity: { default: 'warning', strict: 'error' },
  check: ({ checks }) =>
    checks
      .filter(
        ({ required, outcome, status, doubts }) =>
          required !== null && outcome === 'cannot-tell' && status !== 'passed' && doubts.length === 0,
      )
      .map(({ command, id, artifact }) => ({
        message: `how ${command} ended is not known`,
        place: { check: id, ...(artifact === null ? {} : { artifact }) },
        hint: `run it, and save the handoff again: ${command}`,
      })),
};
