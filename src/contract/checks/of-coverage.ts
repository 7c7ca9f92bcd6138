import { coverageAsked } from '../../domain/coverage-asked.ts';
import { asStricter, type Covered, identified } from '../../shell/checks/identified.ts';
import type { RunFact } from '../facts.ts';

type Run = Omit<RunFact, 'seen'>;

interface Told {
  readonly output: string;
  /** No other check of its line was asked for coverage: what is told of it is told of this one. */
  readonly isAlone: () => boolean;
  /** Whether its tests failed too, as it tells itself: several tools look at the coverage all the same. */
  readonly isBroken: () => boolean;
}

/**
 * What a run says that was asked for coverage. Where too little of it made it fail, that is a check of its own, which a
 * plain pass says nothing of, and each pass that was asked for coverage in the same way speaks for.
 */
export const ofCoverage = (run: Run, { output, isAlone, isBroken }: Told): readonly Run[] => {
  const asked = coverageAsked(run.command);
  if (asked.length === 0 || REPORT.test(run.tool)) return [run];
  const { id, ...threshold } = ofThreshold(run, asked);
  if (!MISSED.test(output.slice(-LOOKED_AT)))
    return run.status === 'passed' ? [{ ...run, covers: [...(run.covers ?? []), threshold] }] : [run];
  if (run.status === 'passed') return [run];
  const missed = { ...run, check_id: id, scope: threshold.scope };
  if (run.status === 'failed') return isBroken() ? [run, missed] : [missed];
  return run.doubts.every(isHiding) && isAlone()
    ? [run, { ...missed, status: 'failed', exit_source: 'summary-line' }]
    : [run];
};

/** Its threshold is all that it checks, and stands in its id. */
const REPORT = /^coverage report\b/;

const ofThreshold = ({ kind, tool, cwd, scope }: Run, asked: readonly string[]): Covered & { readonly id: string } => {
  const { identity } = identified({ kind, tool, cwd, scope: [...scope, asStricter(asked.join(' '))] });
  return { id: identity.id, tool, cwd, scope: identity.scope };
};

/** It ran, and how it ended is not seen: its own words tell as much as of tests that failed. */
const isHiding = ({ kind }: Run['doubts'][number]): boolean => kind === 'masked' || kind === 'narrowed';

/** A report of coverage may stand behind it. */
const LOOKED_AT = 65_536;

/** Of Vitest, c8 and nyc; of Jest; of pytest-cov; of coverage.py; of Node; of SimpleCov. Colours may stand before it. */
const MISSED =
  // oxlint-disable-next-line no-control-regex
  /^(?:\u001B\[[\d;]{0,20}m){0,9}(?:ERROR: (?:Coverage for \w+ \(|Uncovered \w+ \()|Jest: (?:.{1,99} coverage threshold |Uncovered count for ))|Required test coverage of \S{1,20} not reached|Coverage failure: total of |coverage does not meet threshold of|coverage \(\S{1,20}\) is below the expected minimum/m;
