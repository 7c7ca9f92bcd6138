import { coverageAsked } from '../domain/coverage-asked.ts';
import type { Basis, JudgedCheck, Outcome, Trust } from '../domain/judgement.ts';
import type { Evidence, RequiredCheck } from '../domain/policy.ts';
import type { ReadArtifact } from './read-artifact.ts';
import { recordedRuns, type RecordedRun } from './recorded-runs.ts';

/** What running a required check again came to, on the head's own tree. */
export interface Rerun {
  readonly name: string;
  /** In order; a check that fails once and passes then is flaky. Empty: it could not be prepared. */
  readonly passed: readonly boolean[];
  /** Why what runs there could have written the verdict itself; null: it could not. */
  readonly unisolated: string | null;
}

export interface CheckJudging {
  /** Bound to the change, or named by it: others cost nothing and prove nothing. */
  readonly artifacts: readonly ReadArtifact[];
  readonly required: readonly RequiredCheck[];
  /** Ids of the checks that a required one is, by its name: as the shell's reading identifies its command. */
  readonly idsOf: ReadonlyMap<string, string>;
  readonly accept: readonly Evidence[];
  readonly reruns: readonly Rerun[];
  /** By the name of the required check: runs on the head's tree that a CI job of the target branch saw and signed. */
  readonly witnessed: ReadonlyMap<string, readonly RecordedRun[]>;
  /** Names of required checks of whose definition the change holds a path. */
  readonly redefined: ReadonlySet<string>;
  readonly isInert: (path: string, read: ReadArtifact) => boolean;
  /** Versions of the same artifacts that are not the ones judged: a later run on the head's tree counts from them too. */
  readonly others: readonly ReadArtifact[];
}

/**
 * Each check that is required or recorded, once. Only a run that says itself how it ended, on the head's very tree, after
 * the last change, can show that it passes; and then as far as whoever signed for it is trusted.
 */
export const judgeChecks = (judging: CheckJudging): readonly JudgedCheck[] => {
  const runsOf = (artifact: ReadArtifact) => recordedRuns(artifact, judging.isInert);
  const runs = [...judging.others.flatMap(runsOf).filter(isHere), ...judging.artifacts.flatMap(runsOf)];
  const taken = new Set<RecordedRun>();
  const required = judging.required.map((check) => {
    const said = runs.filter((run) => isRun(run, check, judging.idsOf));
    const whole = heedingCoverage(said, check);
    const parts = runs.filter((run) => isPart(run, judging.idsOf.get(check.name)));
    for (const run of [...said, ...parts]) taken.add(run);
    // a part that passes says nothing of the whole, one that fails does
    const failed = parts.filter(({ status }) => status === 'failed').map(settled);
    const recorded = whole.length + failed.length > 0 ? [...whole, ...failed] : parts.map(narrowed);
    const own = [...recorded, ...(judging.witnessed.get(check.name) ?? [])];
    return withRerun(judged(own, check, judging), check, judging);
  });
  const others = Map.groupBy(
    runs.filter((run) => !taken.has(run)),
    ({ check }) => check.id,
  );
  return [...required, ...[...others.values()].map((own) => judged(own, null, judging))];
};

/**
 * By its id, or as one that asks for more or less; where the policy's command has no id, by its very words in its very
 * directory. So is a stricter run that an earlier version gave the id of the plain one.
 */
const isRun = (
  { check, cwd, status }: RecordedRun,
  required: RequiredCheck,
  ids: ReadonlyMap<string, string>,
): boolean => {
  const isSaid = cwd === required.cwd && words(check.command) === words(required.command);
  const id = ids.get(required.name);
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

/** On the head's tree as far as anybody can tell. */
const isHere = ({ doubts }: RecordedRun): boolean =>
  !(['other-tree', 'stale', 'hidden'] as const).some((doubt) => doubts.includes(doubt));

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

const NOT_RUN = {
  status: 'absent',
  outcome: 'cannot-tell',
  basis: null,
  doubts: ['not-run'],
  differing: [],
  changed: [],
  artifact: null,
} as const;

const RANK: { readonly [trust in Trust]: number } = { absent: 0, recorded: 1, vouched: 2, witnessed: 3 };

/**
 * Of runs on the head's tree, in time, the one that counts: the newest. But what a CI job saw last is not outdone by what
 * somebody else says to have run later; and of runs that pass without a doubt it is the one whose word counts most.
 */
const counting = (here: readonly RecordedRun[]): RecordedRun | undefined => {
  const seen = here.filter(({ artifact }) => artifact.trust === 'witnessed').at(-1);
  if (seen?.status === 'failed') return seen;
  const last = here.at(-1);
  if (last?.status !== 'passed') return last;
  return here
    .filter(({ status, doubts }) => status === 'passed' && doubts.length === 0)
    .reduce((best, run) => (RANK[run.artifact.trust] >= RANK[best.artifact.trust] ? run : best), last);
};

/** The run that counts on the head's tree, else the newest of all. */
const judged = (
  own: readonly RecordedRun[],
  check: Pick<RequiredCheck, 'name' | 'command'> | null,
  judging: CheckJudging,
): JudgedCheck => {
  const required = check?.name ?? null;
  const inTime = [...own].sort((a, b) => (Date.parse(a.at) || 0) - (Date.parse(b.at) || 0));
  const here = inTime.filter(({ doubts }) => !doubts.includes('other-tree'));
  const run = counting(here) ?? inTime.at(-1);
  const name = { required, id: judging.idsOf.get(required ?? '') ?? required ?? '', command: check?.command ?? '' };
  if (run === undefined) return { ...name, ...NOT_RUN };
  const isFlaky = run.status === 'passed' && here.some((other) => other.status === 'failed' && isHere(other));
  const isRedefined = required !== null && judging.redefined.has(required);
  const doubts = [
    ...run.doubts,
    ...(isFlaky ? (['flaky'] as const) : []),
    ...(isRedefined ? (['definition-changed'] as const) : []),
  ];
  return {
    required,
    id: run.check.id,
    command: run.check.command,
    status: run.status,
    ...outcomeOf(run, doubts, judging.accept),
    doubts,
    differing: run.differing,
    changed: run.changed,
    artifact: run.artifact.id,
  };
};

/** A failure that is told is a statement against interest: it counts, whoever made it. */
const outcomeOf = (
  { status, artifact }: RecordedRun,
  doubts: JudgedCheck['doubts'],
  accept: readonly Evidence[],
): { readonly outcome: Outcome; readonly basis: Basis } => {
  const basis = artifact.trust === 'absent' ? null : artifact.trust;
  if (status === 'failed') return { outcome: 'contradicted', basis };
  if (status !== 'passed' || doubts.length > 0 || basis === null) return { outcome: 'cannot-tell', basis };
  const isProof = basis === 'witnessed' || (basis === 'vouched' && accept.includes('vouched'));
  return { outcome: isProof ? 'proved' : 'cannot-tell', basis };
};

/** Running it again on the head decides, but for a definition that the change itself wrote; what is recorded stays told. */
const withRerun = (check: JudgedCheck, { name, command }: RequiredCheck, judging: CheckJudging): JudgedCheck => {
  const rerun = judging.reruns.find((one) => one.name === name);
  if (rerun === undefined) return check;
  // nothing was run: what is recorded says what it said
  if (rerun.unisolated !== null) return { ...check, doubts: ['rerun-unisolated', ...check.doubts] };
  const recorded = check.doubts.filter((doubt) => doubt !== 'not-run' && doubt !== 'definition-changed');
  const again = (status: JudgedCheck['status'], outcome: Outcome, ...doubts: JudgedCheck['doubts']): JudgedCheck => ({
    ...check,
    command,
    basis: 'rerun',
    status,
    outcome,
    doubts: [...doubts, ...recorded],
  });
  if (rerun.passed.length === 0) return { ...check, doubts: ['rerun-unprepared', ...check.doubts] };
  if (!rerun.passed.includes(true)) return again('failed', 'contradicted', 'rerun-mismatch');
  if (rerun.passed.includes(false)) return again('unknown', 'cannot-tell', 'flaky');
  if (judging.redefined.has(name)) return again('passed', 'cannot-tell', 'definition-changed');
  return again('passed', 'proved');
};
