/** Runs of checks → how fresh each is, and what each check comes to. Pure; before redaction, on whole texts. */
import type { Check, CheckRun, Freshness } from '../../domain/handoff.ts';
import { HANDOFF_FILE } from '../../domain/handoff-file.ts';
import { type Covered, covers } from '../../shell/checks/identified.ts';
import type { ChangeFact, RunFact } from '../facts.ts';
import type { Unredacted } from '../unredacted.ts';
import { elsewhereAmong } from './elsewhere.ts';
import { freshnessAmong } from './freshness.ts';
import { looksAtAmong } from './looks-at.ts';

export interface JudgedChecks {
  readonly runs: readonly Unredacted<CheckRun>[];
  /** One for each check, in the order of their first runs. */
  readonly checks: readonly Unredacted<Check>[];
}

interface Judged {
  readonly fact: RunFact;
  readonly run: Unredacted<CheckRun>;
}

/** What git says of paths as in the changes and of the directories of runs. */
export interface KnownOfPaths {
  readonly ignored: ReadonlySet<string>;
  /** Directories of runs that the repository did not hold when the session began. */
  readonly unheld: ReadonlySet<string>;
}

/**
 * Changes come in the order of their events; those outside the repository, to ignored files and to the handoff itself
 * make nothing stale. A run on another tree is told, and makes no check.
 */
export const judgeChecks = (
  facts: readonly RunFact[],
  changes: readonly ChangeFact[],
  { ignored, unheld }: KnownOfPaths,
): JudgedChecks => {
  const counted = changes.filter(({ path, inside }) => inside && !ignored.has(path) && path !== HANDOFF_FILE);
  const freshness = freshnessAmong(facts, counted, looksAtAmong(unheld, counted));
  const elsewhere = elsewhereAmong(facts, changes);
  const judged = facts.map((fact) => ({ fact, run: runOf(fact, freshness(fact), elsewhere(fact)) }));
  const here = judged.filter(({ fact }) => elsewhere(fact) === undefined);
  const byCheck = [...Map.groupBy(here, ({ fact }) => fact.check_id).values()];
  const passes = passesBySubject(byCheck);
  return {
    runs: judged.map(({ run }) => run),
    checks: byCheck.flatMap((runs) => checkOf(runs, passes) ?? []),
  };
};

/** Of the runs those that stand for a check: all that a handoff tells of where a run lies in its session. */
export const lastRuns = (facts: readonly RunFact[], { checks }: JudgedChecks): readonly RunFact[] => {
  const last = new Set(checks.map(({ last_event_id }) => last_event_id));
  return facts.filter(({ seen }) => last.has(seen.event_id));
};

const runOf = (
  fact: RunFact,
  freshness: Unredacted<Freshness>,
  elsewhere: RunFact['elsewhere'],
): Unredacted<CheckRun> => ({
  command: fact.command,
  status: elsewhere === undefined ? fact.status : 'unknown',
  exit_code: fact.exit_code,
  event_id: fact.seen.event_id,
  at: fact.seen.at,
  check_id: fact.check_id,
  kind: fact.kind,
  cwd: fact.cwd,
  exit_source: fact.exit_source,
  doubts: elsewhere === undefined ? fact.doubts : [...fact.doubts, { kind: 'void', detail: elsewhere.detail }],
  freshness,
  duration_ms: fact.duration_ms,
});

/** The last pass of each check, and the last that speaks for more, under everything that they speak for. */
type Passes = ReadonlyMap<string, readonly Judged[]>;

/** Of one tool in one directory, so many parts are looked at. */
const MAX_PARTS = 200;

const passesBySubject = (byCheck: readonly (readonly Judged[])[]): Passes => {
  const passes = new Map<string, Judged[]>();
  for (const runs of byCheck) {
    const last = runs.findLast(isPass);
    if (last === undefined) continue;
    const most = subjectsOf(last.fact).length;
    const fuller = runs.findLast((one) => isPass(one) && subjectsOf(one.fact).length > most);
    for (const pass of fuller === undefined ? [last] : [last, fuller]) {
      for (const subject of new Set(subjectsOf(pass.fact).map(subjectKey))) {
        const list = passes.get(subject) ?? [];
        if (list.length < MAX_PARTS) list.push(pass);
        passes.set(subject, list);
      }
    }
  }
  return passes;
};

const isPass = ({ fact }: Judged): boolean => fact.status === 'passed';

const subjectsOf = (fact: RunFact): readonly Covered[] => [fact, ...(fact.covers ?? [])];

const subjectKey = ({ tool, cwd }: Covered): string => `${tool}\n${cwd}`;

/**
 * The last run that says anything decides: a masked or void one after it takes nothing back. A later pass of the whole,
 * or of a script that runs it, settles a part that failed; one of which nothing is told is settled by a fresh one too,
 * and so is a part that passed before something changed.
 */
const checkOf = (runs: readonly Judged[], passes: Passes): Unredacted<Check> | undefined => {
  const spoken = runs.findLast(({ run }) => run.status !== 'unknown') ?? runs.at(-1);
  const [first] = runs;
  if (spoken === undefined || first === undefined) return undefined;
  const wider = isFreshPass(spoken) || runs.every(isVoid) ? [] : (passes.get(subjectKey(spoken.fact)) ?? []);
  const decisive = wider.find((other) => settles(other, spoken)) ?? spoken;
  const unknown = decisive.run.status === 'unknown';
  return {
    id: spoken.fact.check_id,
    kind: spoken.fact.kind,
    command: first.run.command,
    final: decisive.run.status,
    stale: decisive.run.freshness.state === 'stale',
    masked: unknown && runs.some(({ run }) => run.doubts.some(({ kind }) => kind === 'masked')),
    runs: runs.map(({ run }) => run.status),
    last_event_id: decisive.run.event_id,
  };
};

/** It ran nothing that a pass of the whole could speak for: benchmarks alone, a listing, another mode. */
const isVoid = ({ run }: Judged): boolean => run.doubts.some(({ kind }) => kind === 'void');

const isFreshPass = ({ run }: Judged): boolean => run.status === 'passed' && run.freshness.state === 'fresh';

const settles = (wider: Judged, narrower: Judged): boolean => {
  if (wider.fact.check_id === narrower.fact.check_id) return false;
  const enough =
    narrower.run.status === 'failed'
      ? isAfter(wider.fact, narrower.fact)
      : isFreshPass(wider) || (narrower.run.status === 'unknown' && isAfter(wider.fact, narrower.fact));
  if (!enough) return false;
  return subjectsOf(wider.fact).some((covering) => covers(covering, narrower.fact));
};

const isAfter = (a: RunFact, b: RunFact): boolean =>
  a.seen.index === b.seen.index ? (a.place ?? 0) > (b.place ?? 0) : a.seen.index > b.seen.index;
