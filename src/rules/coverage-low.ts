import type { Rule } from './rule.ts';

/** Below it, what a handoff does not say may be in the part of the log that was not understood. */
const ENOUGH = 0.95;

export const coverageLow: Rule = {
  code: 'coverage_low',
  severity: 'warning',
  description: 'nearly all of the log was understood',
  check: ({ coverage }) =>
    coverage.ratio < ENOUGH
      ? [
          `Only ${(Math.floor(coverage.ratio * 1000) / 10).toFixed(1)} % of the ${coverage.records} records were understood.`,
        ]
      : [],
};
