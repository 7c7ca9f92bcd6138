import { asStricter, type Covered, identified } from '../../shell/checks/identified.ts';
import type { RunFact } from '../facts.ts';

type Run = Omit<RunFact, 'seen'>;

/**
 * What a run says that was asked for coverage. Where too little of it made it fail, that is a check of its own, which a
 * plain pass says nothing of, and each pass that was asked for coverage in the same way speaks for.
 * @param isBroken whether its tests failed too, as it tells itself: several tools look at the coverage all the same
 */
export const ofCoverage = (run: Run, output: string, isBroken: () => boolean): readonly Run[] => {
  if (!ASKS.test(run.command)) return [run];
  if (run.status === 'passed') return [{ ...run, covers: [...(run.covers ?? []), ofThreshold(run)] }];
  if (run.status !== 'failed' || !MISSED.test(output.slice(-LOOKED_AT))) return [run];
  const { id, scope } = ofThreshold(run);
  const missed = { ...run, check_id: id, scope };
  return isBroken() ? [run, missed] : [missed];
};

const ofThreshold = ({ kind, tool, cwd, scope, command }: Run): Covered & { readonly id: string } => {
  const asked = ['coverage', ...(command.slice(0, MAX_LINE).match(LIMITS) ?? [])].join(' ');
  const { identity } = identified({ kind, tool, cwd, scope: [...scope, asStricter(asked)] });
  return { id: identity.id, tool, cwd, scope: identity.scope };
};

/** By an option, or by a program around it. */
const ASKS = /(?:^|[\s"'/])(?:--?cov(?:erage)?(?![\w.-]{0,40}[= ]?false\b)|coverage run\b|(?:c8|nyc)\s)/;

/** How much of it is asked for and of what, where a line says so itself. */
const LIMITS =
  /--[\w.-]{0,40}(?:threshold|fail-under|check-coverage|lines|branches|functions|statements|include|exclude|omit|coveragefrom)[^\s-]*(?: ['"{\d]\S*)?/gi;

/** Characters of a command that are looked at. */
const MAX_LINE = 4096;

/** A report of coverage may stand behind it. */
const LOOKED_AT = 65_536;

/** Of Vitest, c8 and nyc; of Jest; of pytest-cov; of coverage.py; of Node; of SimpleCov. */
const MISSED =
  /^ERROR: Coverage for \w+ \(|^Jest: .{1,99} coverage threshold |Required test coverage of \S{1,20} not reached|Coverage failure: total of |coverage does not meet threshold of|coverage \(\S{1,20}\) is below the expected minimum/m;
