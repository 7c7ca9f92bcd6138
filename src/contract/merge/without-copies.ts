/**
 * What several sessions tell more than once: a person who forks a session goes on in a copy of it, and agents write its
 * history into the log of the copy anew, under other ids, but with the times at which it happened.
 */
import type { Check, CheckRun, Handoff, WorkPackage } from '../../domain/handoff.ts';
import { timeOf } from '../time-span.ts';

/** The same sessions in their order, without those that another one holds whole, and without what an earlier one tells. */
export const withoutCopies = (ordered: readonly Handoff[]): readonly Handoff[] => {
  const all = ordered.map(toldBy);
  const told = new Set<string>();
  return all
    .filter((one, place) => !all.some((other, at) => holds(other, one) && (at < place || !holds(one, other))))
    .map(({ handoff, moments }) => {
      const own = without(handoff, told);
      for (const moment of moments) told.add(moment);
      return own;
    });
};

/** A session, and by what another one is known to tell the same. */
interface Told {
  readonly handoff: Handoff;
  readonly moments: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
  readonly end: number;
  /** A package of it has begun. */
  readonly hasBegun: boolean;
}

const toldBy = (handoff: Handoff): Told => ({
  handoff,
  moments: new Set(momentsOf(handoff)),
  paths: new Set(handoff.files_modified.map(({ path }) => path)),
  end: timeOf(handoff.ended_at ?? ''),
  hasBegun: handoff.work_packages.some((one) => momentOfPackage(handoff, one) !== undefined),
});

/** Whatever went on in the one went on in the other too, and it went on from there, or ended there as well. */
const holds = (other: Told, one: Told): boolean =>
  other !== one &&
  other.end >= one.end &&
  one.hasBegun &&
  one.moments.isSubsetOf(other.moments) &&
  one.paths.isSubsetOf(other.paths);

const without = (handoff: Handoff, told: ReadonlySet<string | undefined>): Handoff => ({
  ...handoff,
  work_packages: handoff.work_packages.filter((one) => !told.has(momentOfPackage(handoff, one))),
  verification: {
    ...handoff.verification,
    checks: handoff.verification.checks.flatMap((check) => withoutRuns(handoff, check, told)),
  },
});

/** A check whose every run was told is told; where its runs do not stand for themselves, nothing can be said of them. */
const withoutRuns = (handoff: Handoff, check: Check, told: ReadonlySet<string | undefined>): readonly Check[] => {
  const runs = handoff.verification.checks_run.filter(({ check_id: id }) => id === check.id);
  if (runs.length !== check.runs.length) return [check];
  const own = runs.filter((run) => !told.has(momentOfRun(handoff, run)));
  return own.length === 0 ? [] : [{ ...check, runs: own.map(({ status }) => status) }];
};

/** What can be told again, each by what it is and when it was, to the millisecond. */
const momentsOf = (handoff: Handoff): readonly string[] => [
  ...handoff.work_packages.flatMap((one) => momentOfPackage(handoff, one) ?? []),
  ...handoff.verification.checks_run.map((run) => momentOfRun(handoff, run)),
];

/** undefined: it has not begun. */
const momentOfPackage = ({ tool }: Handoff, { title, started_at: at }: WorkPackage): string | undefined =>
  at === undefined ? undefined : JSON.stringify([tool, title, at]);

const momentOfRun = ({ tool }: Handoff, { check_id: id, at, status, duration_ms: took }: CheckRun): string =>
  JSON.stringify([tool, id, at, status, took]);
