import type { Finding } from './finding.ts';

/**
 * Live refs up to which pushes stay quick: a push tells all refs of the repository, 2,000 cost about 20 ms of a local
 * push, 10,000 about 70 ms, 100,000 most of a second (git 2.39.5).
 */
export const LIVE_BUDGET = 2000;

/**
 * What there is to say of the number of live artifacts, and of those that were archived.
 * @param isCut older versions of some are not here, and so not recorded as archived
 */
export const retentionFindings = (live: number, isCut = false): readonly Finding[] => [
  ...(live <= LIVE_BUDGET ? [] : [overBudget(live)]),
  ...(isCut ? [CUT] : []),
];

const overBudget = (live: number): Finding => ({
  code: 'artifacts_over_budget',
  severity: 'warning',
  message: `${live} live artifacts, more than ${LIVE_BUDGET}: every push tells all of them`,
});

const CUT: Finding = {
  code: 'history_cut',
  severity: 'warning',
  message:
    'older versions of what goes are not here, as this clone is shallow: a clone that has only those may bring it back; get them before: git fetch --unshallow',
};
