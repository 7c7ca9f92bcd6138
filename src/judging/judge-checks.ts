import type { Basis, JudgedCheck, Outcome, Trust } from '../domain/judgement.ts';
import type { Evidence, RequiredCheck } from '../domain/policy.ts';
import type { ReadArtifact } from './read-artifact.ts';
import { recordedRuns, type RecordedRun } from './recorded-runs.ts';
import { type OwnRuns, runsOfCheck, type Sought } from './runs-of-check.ts';

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
  /** What records call the required ones, by their names: as the shell's reading identifies their commands. */
  readonly sought: ReadonlyMap<string, Sought>;
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
    const { all, telling } = ownRuns(runs, check, judging.sought.get(check.name));
    for (const run of all) taken.add(run);
    const own = [...telling, ...(judging.witnessed.get(check.name) ?? [])];
    return withRerun(judged(own, check, judging), check, judging);
  });
  const others = Map.groupBy(
    runs.filter((run) => !taken.has(run)),
    ({ check }) => check.id,
  );
  return [...required, ...[...others.values()].map((own) => judged(own, null, judging))];
};

/** Of a command that is more than one check, those of its checks that fail. */
const ownRuns = (runs: readonly RecordedRun[], check: RequiredCheck, sought: Sought | undefined): OwnRuns => {
  if (sought === undefined || 'id' in sought) return runsOfCheck(runs, check, sought);
  const failed = sought.parts.flatMap((id) => {
    const run = deciding(runsOfCheck(runs, check, { id, words: null }).telling);
    return run?.status === 'failed' ? [run] : [];
  });
  return { all: failed, telling: failed };
};

/** On the head's tree as far as anybody can tell. */
const isHere = ({ doubts }: RecordedRun): boolean =>
  !(['other-tree', 'stale', 'hidden'] as const).some((doubt) => doubts.includes(doubt));

const NOT_RUN = {
  status: 'absent',
  outcome: 'cannot-tell',
  basis: null,
  differing: [],
  changed: [],
  artifact: null,
} as const;

const unrun = (sought: Sought | undefined, name: string) =>
  sought !== undefined && 'parts' in sought
    ? ({ ...NOT_RUN, id: name, doubts: ['not-run', 'unrecordable'] } as const)
    : ({ ...NOT_RUN, id: sought?.id ?? name, doubts: ['not-run'] } as const);

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

const inTime = (own: readonly RecordedRun[]): readonly RecordedRun[] =>
  own.toSorted((a, b) => (Date.parse(a.at) || 0) - (Date.parse(b.at) || 0));

const onHead = ({ doubts }: RecordedRun): boolean => !doubts.includes('other-tree');

/** The run that counts on the head's tree, else the newest of all. */
const deciding = (own: readonly RecordedRun[]): RecordedRun | undefined => {
  const all = inTime(own);
  return counting(all.filter(onHead)) ?? all.at(-1);
};

const judged = (
  own: readonly RecordedRun[],
  check: Pick<RequiredCheck, 'name' | 'command'> | null,
  judging: CheckJudging,
): JudgedCheck => {
  const required = check?.name ?? null;
  const run = deciding(own);
  if (run === undefined)
    return { required, command: check?.command ?? '', ...unrun(judging.sought.get(required ?? ''), required ?? '') };
  const isFlaky = run.status === 'passed' && own.some((other) => other.status === 'failed' && isHere(other));
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

/** What is no doubt any more once it was run again. */
const SETTLED: ReadonlySet<JudgedCheck['doubts'][number]> = new Set(['not-run', 'unrecordable', 'definition-changed']);

/** Running it again on the head decides, but for a definition that the change itself wrote; what is recorded stays told. */
const withRerun = (check: JudgedCheck, { name, command }: RequiredCheck, judging: CheckJudging): JudgedCheck => {
  const rerun = judging.reruns.find((one) => one.name === name);
  if (rerun === undefined) return check;
  // nothing was run: what is recorded says what it said
  if (rerun.unisolated !== null) return { ...check, doubts: ['rerun-unisolated', ...check.doubts] };
  const recorded = check.doubts.filter((doubt) => !SETTLED.has(doubt));
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
