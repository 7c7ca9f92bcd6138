import { directoryBeside } from '../../domain/check-directories.ts';
import type { Check, CheckRun, CheckStatus, Handoff } from '../../domain/handoff.ts';
import { type Item, type Node, type Span, code, heading, say, text, word } from '../document.ts';

/** Each check once, the worst first, with what the run that decides can say. The words are observed ones: a handoff proves nothing. */
export const verification = ({
  verification: { checks, checks_run, required_checks_missing },
}: Handoff): readonly Node[] => {
  const told = toldChecks(checks, checks_run);
  const shown = told.slice(0, MOST_CHECKS);
  const left = told.length - shown.length;
  const lines: readonly Item[] =
    told.length === 0
      ? [{ spans: say`checks_run: _(none)_` }]
      : [
          ...shown.map((one) => ({ spans: checkSpans(one) })),
          ...(left === 0 ? [] : [{ spans: say`${left} more check(s) are left out here; the JSON holds all` }]),
        ];
  const missing: readonly Item[] =
    required_checks_missing.length === 0
      ? []
      : [
          {
            spans: say`required_checks_missing:`,
            items: required_checks_missing.map((line) => ({ spans: [text(line)] })),
          },
        ];
  return [heading(2, 'Verification'), { kind: 'list', ordered: false, items: [...lines, ...missing] }];
};

/** A page is read by people. */
const MOST_CHECKS = 60;

interface Told {
  readonly final: CheckStatus;
  /** The run that decides. */
  readonly run: CheckRun;
  /** Runs of the check itself. */
  readonly runs: readonly CheckRun[];
  /** null: no check is made of such runs, as of those on another tree. */
  readonly check: Check | null;
}

/** The worst first; what is no check of this tree comes last. */
const toldChecks = (checks: readonly Check[], all: readonly CheckRun[]): readonly Told[] => {
  const known = new Map<string, Check>(checks.map((check) => [check.id, check]));
  const deciding = new Set(checks.map(({ last_event_id }) => last_event_id));
  const byEvent = Map.groupBy(
    all.filter(({ event_id }) => deciding.has(event_id)),
    ({ event_id }) => event_id,
  );
  const told = [...Map.groupBy(all, ({ check_id }) => check_id).entries()].flatMap(([id, runs]): readonly Told[] => {
    const check = known.get(id) ?? null;
    const run = (check === null ? undefined : decisive(check, byEvent.get(check.last_event_id) ?? [])) ?? runs.at(-1);
    return run === undefined ? [] : [{ final: check?.final ?? run.status, run, runs, check }];
  });
  return told.sort((one, other) => rank(one) - rank(other));
};

/** One line may run several checks; that of a wider check may settle this one. */
const decisive = ({ id, final }: Check, there: readonly CheckRun[]): CheckRun | undefined =>
  there.findLast(({ check_id, status }) => check_id === id && status === final) ??
  there.findLast(({ status }) => status === final);

export const RANK: { readonly [status in CheckStatus]: number } = { failed: 0, unknown: 1, passed: 2 };

const rank = ({ final, check }: Told): number => (check === null && final === 'unknown' ? 3 : RANK[final]);

const checkSpans = ({ final, run, runs, check }: Told): readonly Span[] => {
  const own = run.check_id === runs[0]?.check_id ? run : (runs.at(-1) ?? run);
  return [
    ...say`[${word(final)}] ${code(own.command)}${directoryOf(own)}`,
    ...say` (${exitOf(run)}, event: ${code(run.event_id)})`,
    ...(own === run ? [] : say` — settled by ${code(run.command)}${directoryOf(run)}`),
    ...run.doubts.flatMap((doubt) => say` — ${word(doubt.kind)}: ${asWritten(doubt.detail)}`),
    ...(run.freshness.state === 'stale' && check !== null
      ? say` — stale: ${code(run.freshness.changed)} changed after it (${code(run.freshness.event_id)})`
      : []),
    ...(runs.length === 1 ? [] : say` — ${runs.length} runs${word(countsOf(runs))}`),
  ];
};

/** Signs of a shell are no words: `; …`, `|| true`. */
const asWritten = (detail: string): Span => (/^\p{L}/u.test(detail) ? text(detail) : code(detail));

const directoryOf = (run: CheckRun): readonly Span[] => {
  const directory = directoryBeside(run);
  if (directory === undefined) return [];
  return directory === null ? say` in an unknown directory` : say` in ${code(directory)}`;
};

const countsOf = (runs: readonly CheckRun[]): string => {
  const parts = (['passed', 'failed', 'unknown'] as const).flatMap((status) => {
    const count = runs.filter((run) => run.status === status).length;
    return count === 0 ? [] : [`${count === runs.length ? 'all' : count} ${status}`];
  });
  return `${parts.length === 1 ? ', ' : ': '}${parts.join(', ')}`;
};

const exitOf = ({ exit_code, exit_source }: CheckRun): readonly Span[] => {
  const exit = word(exit_code === null ? '?' : String(exit_code));
  // the line ended so, whatever the check in it did
  if (exit_source === 'summary-line') return say`exit of its line: ${exit}, failed by the tool's summary line`;
  return [
    ...say`exit: ${exit}`,
    ...(exit_source === null || exit_source === 'structured' ? [] : say` by ${word(SOURCES[exit_source])}`),
  ];
};

const SOURCES = { text: "the agent's words", absence: 'absence of a failure mark' } as const;
