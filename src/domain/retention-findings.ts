import type { Finding } from './finding.ts';
import { type ArtifactId, artifactRef } from './refs.ts';
import { unshallow } from './unshallow.ts';

/**
 * Live refs up to which pushes stay quick: a push tells all refs of the repository, 2,000 cost about 20 ms of a local
 * push, 10,000 about 70 ms, 100,000 most of a second (git 2.39.5).
 */
export const LIVE_BUDGET = 2000;

/**
 * What there is to say of the number of live artifacts, and of those that were archived.
 * @param cut what there is to say of one whose older versions are not here, and so not recorded as archived
 */
export const retentionFindings = (live: number, cut: HistoryCut | null = null): readonly Finding[] => [
  ...(live <= LIVE_BUDGET ? [] : [overBudget(live)]),
  ...(cut === null
    ? []
    : [{ code: 'history_cut', severity: 'warning', message: `${cut.what}; ${cut.way}` } satisfies Finding]),
];

const overBudget = (live: number): Finding => ({
  code: 'artifacts_over_budget',
  severity: 'warning',
  message: `${live} live artifacts, more than ${LIVE_BUDGET}: every push tells all of them`,
});

export interface HistoryCut {
  readonly what: string;
  /** What to run, and in which order. */
  readonly way: string;
}

/** Of what is removed or archived where the clone is shallow: a removal names only versions that are here. */
export const historyCut = (
  id: ArtifactId,
  { verb, isDone, remote }: { readonly verb: 'archive' | 'rm'; readonly isDone: boolean; readonly remote: string },
): HistoryCut => {
  const command = 'opensession session handoff artifact';
  return {
    what: 'older versions of what goes are not here, as this clone is shallow: a clone that has only those may bring it back',
    way: `so that it is gone everywhere: ${isDone ? `${command} restore ${id}, then ` : ''}${unshallow(remote, artifactRef(id))}, and ${command} ${verb} ${id} after that`,
  };
};
