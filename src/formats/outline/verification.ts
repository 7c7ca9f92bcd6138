import type { CheckRun, Handoff } from '../../domain/handoff.ts';
import { type Item, type Node, type Span, code, heading, say, text, word } from '../document.ts';

/** Every run of a check, with what its exit status can say. The words are observed ones: a handoff proves nothing. */
export const verification = ({ verification: { checks_run, required_checks_missing } }: Handoff): readonly Node[] => {
  const runs: readonly Item[] =
    checks_run.length === 0
      ? [{ spans: say`checks_run: _(none)_` }]
      : checks_run.map((run) => ({ spans: runSpans(run) }));
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

const runSpans = (run: CheckRun): readonly Span[] => [
  ...say`[${word(run.status)}] ${code(run.command)}`,
  ...say` (exit: ${exitOf(run)}, event: ${code(run.event_id)})`,
  ...run.doubts.flatMap((doubt) => say` — ${word(doubt.kind)}: ${text(doubt.detail)}`),
  ...(run.freshness.state === 'stale'
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
