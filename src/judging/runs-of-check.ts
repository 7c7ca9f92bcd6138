import { coverageAsked } from '../domain/coverage-asked.ts';
import type { RequiredCheck } from '../domain/policy.ts';
import type { RecordedRun } from './recorded-runs.ts';

/** What records call a required check. */
export type Sought =
  /** Of that id; `words`: those of its command, where they tell what the id does not. */
  | { readonly id: string; readonly words: string | null }
  /** Its command is more than one check, of which records do not tell: these are in it, and where one fails it fails. */
  | { readonly parts: readonly string[] };

/** Runs of a check, and those that tell how it ended. */
export interface OwnRuns {
  readonly all: readonly RecordedRun[];
  readonly telling: readonly RecordedRun[];
}

/** @param sought undefined: it is known by its very words in its very directory alone */
export const runsOfCheck = (
  runs: readonly RecordedRun[],
  check: RequiredCheck,
  sought: { readonly id: string; readonly words: string | null } | undefined,
): OwnRuns => {
  const said = runs.filter((run) => isRun(run, check, sought?.id));
  const own = sought?.words ?? null;
  const whole = heedingCoverage(said, check).map((run) =>
    own === null || run.status !== 'passed' || run.ran.some((ran) => words(ran) === words(own)) ? run : narrowed(run),
  );
  const parts = runs.filter((run) => isPart(run, sought?.id));
  // a part that passes says nothing of the whole, one that fails does
  const failed = parts.filter(({ status }) => status === 'failed').map(settled);
  const telling = whole.length + failed.length > 0 ? [...whole, ...failed] : parts.map(narrowed);
  return { all: [...said, ...parts], telling };
};

/**
 * By its id, or as one that asks for more or less; where the policy's command has no id, by its very words in its very
 * directory. So is a stricter run that an earlier version gave the id of the plain one.
 */
const isRun = ({ check, cwd, status }: RecordedRun, required: RequiredCheck, id: string | undefined): boolean => {
  const isSaid = cwd === required.cwd && words(check.command) === words(required.command);
  if (id === undefined) return isSaid;
  const [ran, asked] = [demandsOf(check.id), demandsOf(id)];
  if (ran.plain !== asked.plain) return false;
  const speaks =
    status === 'passed' ? asksAll(ran, asked) : status === 'failed' && asksAll(inWords(required, asked), ran);
  return check.id === id || speaks || (check.id === asked.plain && isSaid);
};

/** The id of a check does not tell that it asks for coverage: only of a run that missed a threshold it does. */
const inWords = ({ command }: RequiredCheck, { plain, stricter }: Demands): Demands => ({
  plain,
  stricter: [...stricter, ...apart(coverageAsked(command).join(' '))],
});

const isMissed = ({ check, status }: RecordedRun): boolean =>
  status === 'failed' && coverageAsked(demandsOf(check.id).stricter.join(' ')).length > 0;

/**
 * Coverage that is asked for no pass shows that was not asked for the same. A missed threshold would have been settled by
 * its own session: such a pass of the same artifact counts for nothing.
 */
const heedingCoverage = (runs: readonly RecordedRun[], { command }: RequiredCheck): readonly RecordedRun[] => {
  const asked = coverageAsked(command).join(' ');
  if (asked === '') return runs;
  const isSame = ({ ran }: RecordedRun): boolean => ran.some((words) => coverageAsked(words).join(' ') === asked);
  const missed = new Set(runs.filter(isMissed).map(({ artifact }) => artifact));
  return runs
    .filter((run) => isMissed(run) || !missed.has(run.artifact) || isSame(run))
    .map((run) => (run.status !== 'passed' || isSame(run) ? run : narrowed(run)));
};

interface Demands {
  readonly plain: string;
  /** What is asked for beyond the plain check. */
  readonly stricter: readonly string[];
}

/** `eslint +[--max-warnings 0]` is `eslint` and `--max-warnings 0`. */
const demandsOf = (id: string): Demands => {
  const found = / \+\[(.*)\]$/s.exec(id);
  return { plain: id.slice(0, found?.index), stricter: apart(found?.[1] ?? '') };
};

const apart = (options: string): readonly string[] => (options === '' ? [] : options.split(/ (?=-)/));

/** The one passes only where the other does. */
const asksAll = ({ stricter }: Demands, less: Demands): boolean =>
  less.stricter.every((each) => stricter.includes(each));

const narrowed = (run: RecordedRun): RecordedRun => ({
  ...run,
  doubts: [...new Set([...run.doubts, 'narrowed' as const])],
});

/** That it is a part takes nothing from a failure. */
const settled = (run: RecordedRun): RecordedRun => ({
  ...run,
  doubts: run.doubts.filter((doubt) => doubt !== 'narrowed'),
});

/** `npm test [a.test.js]` of `npm test`; one that fails where it asks for more says nothing. */
const isPart = ({ check, status }: RecordedRun, id: string | undefined): boolean => {
  if (id === undefined) return false;
  const [ran, asked] = [demandsOf(check.id), demandsOf(id)];
  if (asked.plain.endsWith(']') || !ran.plain.startsWith(`${asked.plain} [`)) return false;
  return status !== 'failed' || asksAll(asked, ran);
};

const words = (command: string): string => command.trim().replace(/\s+/g, ' ');
