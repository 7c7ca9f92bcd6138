import type { CheckRun, Handoff } from '../../domain/handoff.ts';
import { type Item, type Node, type Span, code, heading, say, text, word } from '../document.ts';

/** Runs with what their exit status can say, of many those that count. The words are observed ones: a handoff proves nothing. */
export const verification = ({
  verification: { checks, checks_run, required_checks_missing },
}: Handoff): readonly Node[] => {
  const decisive = new Set(checks.map((check) => check.last_event_id));
  const shown = shownRuns(checks_run, decisive);
  const left = checks_run.length - shown.length;
  const runs: readonly Item[] =
    checks_run.length === 0
      ? [{ spans: say`checks_run: _(none)_` }]
      : [
          ...(left === 0 ? [] : [{ spans: say`${left} run(s) of these checks are left out here; the JSON holds all` }]),
          ...shown.map((run) => ({ spans: runSpans(run, decisive) })),
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
  return [heading(2, 'Verification'), { kind: 'list', ordered: false, items: [...runs, ...missing] }];
};

/** A page is read by people: what decides each check first, failures before the rest, then the latest runs. */
const MOST_RUNS = 60;

const shownRuns = (runs: readonly CheckRun[], decisive: ReadonlySet<string>): readonly CheckRun[] => {
  if (runs.length <= MOST_RUNS) return runs;
  const rank = ({ event_id, status }: CheckRun): number =>
    decisive.has(event_id) ? (status === 'failed' ? 0 : status === 'unknown' ? 1 : 2) : 3;
  const ranked = [...runs.entries()].sort(([a, one], [b, other]) => rank(one) - rank(other) || b - a);
  return ranked
    .slice(0, MOST_RUNS)
    .sort(([a], [b]) => a - b)
    .map(([, run]) => run);
};

/** Whether something changed after a run matters of the one that decides: of an earlier one it is a matter of course. */
const runSpans = (run: CheckRun, decisive: ReadonlySet<string>): readonly Span[] => [
  ...say`[${word(run.status)}] ${code(run.command)}`,
  ...say` (exit: ${exitOf(run)}, event: ${code(run.event_id)})`,
  ...run.doubts.flatMap((doubt) => say` — ${word(doubt.kind)}: ${text(doubt.detail)}`),
  ...(run.freshness.state === 'stale' && decisive.has(run.event_id)
    ? say` — stale: ${code(run.freshness.changed)} changed after it (${code(run.freshness.event_id)})`
    : []),
];

const exitOf = ({ exit_code, exit_source }: CheckRun): readonly Span[] => [
  word(exit_code === null ? '?' : String(exit_code)),
  ...(exit_source === null || exit_source === 'structured' ? [] : say` by ${word(SOURCES[exit_source])}`),
];

const SOURCES = {
  text: "the agent's words",
  absence: 'absence of a failure mark',
  'summary-line': "the tool's summary line",
} as const;
