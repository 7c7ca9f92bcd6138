import type { Finding } from './finding.ts';

/**
 * Live refs up to which pushes stay quick: a push tells all refs of the repository, 2,000 cost about 20 ms of a local
 * push, 10,000 about 70 ms, 100,000 most of a second (git 2.39.5).
 */
export const LIVE_BUDGET = 2000;

/** What there is to say of the number of live artifacts. */
export const retentionFindings = (live: number): readonly Finding[] =>
  live <= LIVE_BUDGET
    ? []
    : [
        {
          code: 'artifacts_over_budget',
          severity: 'warning',
          message: `${live} live artifacts, more than ${LIVE_BUDGET}: every push tells all of them`,
        },
      ];
