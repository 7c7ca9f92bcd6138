/** Every run of a check in the session, with what its exit status says of it. */
import { ATTR, attribute, countAttribute, stringAttribute, withAttributes } from '../../domain/event-attributes.ts';
import { coverageAsked } from '../../domain/coverage-asked.ts';
import { textOf } from '../../domain/session.ts';
import { type SimpleCommand, unknownDirectory } from '../../shell/command-line.ts';
import { identifyCheck } from '../../shell/checks/identify-check.ts';
import type { IdentifiedCheck } from '../../shell/checks/identified.ts';
import { summaryLine } from '../../shell/checks/summary-line.ts';
import { commandLineOf } from '../command-line-of.ts';
import type { RunFact, SessionPlace } from '../facts.ts';
import { placePath } from '../files/place-path.ts';
import { type Fold, seenAt } from '../fold.ts';
import { printedOutput } from '../printed-output.ts';
import { OUTPUT, type SettledEvent } from '../settle.ts';
import { elsewhereOf } from './elsewhere.ts';
import { exitOf } from './exit.ts';
import { judgeRun } from './judge-run.ts';
import type { LineOutcome } from './line-outcome.ts';
import { ofCoverage } from './of-coverage.ts';
import { noteTrees, type OwnTrees } from './own-trees.ts';

const MAX_RUNS = 8000;
/** Of one line: `for` a page of commands, more checks than this are noise. */
const MAX_PER_LINE = 200;

interface State {
  runs: RunFact[];
  /** Lines that run in the background, by the id of their shell. */
  readonly started: Map<string, { readonly event: SettledEvent; readonly index: number }>;
  readonly checkOf: CheckOf;
  readonly trees: OwnTrees;
}

export const runsFold = (place: SessionPlace): Fold<State, readonly RunFact[]> => ({
  start: () => ({
    runs: [],
    started: new Map(),
    checkOf: checksIn(place),
    trees: { made: new Set(), worked: new Set(), sent: new Set() },
  }),
  step: (state, event, index) => {
    const settled: SettledEvent = event;
    if (settled.event_type.type === 'ToolResult') return endBackground(state, settled, place);
    if (settled.event_type.type !== 'ShellCommand' || attribute(settled, ATTR.noEffect) === true) return;
    noteStarted(state, settled, index);
    for (const run of runsOf(settled, { place, ...state })) state.runs.push({ ...run, seen: seenAt(settled, index) });
    if (state.runs.length > MAX_RUNS) state.runs = bounded(state.runs);
  },
  finish: ({ runs, trees }) => runs.map((run) => withoutWorked(run, trees)),
});

/** Where the session works is no other tree, whenever it began to. */
const withoutWorked = (run: RunFact, { worked }: OwnTrees): RunFact => {
  if (run.elsewhere?.tree === undefined || !worked.has(run.elsewhere.tree)) return run;
  const { elsewhere: _, ...here } = run;
  return here;
};

const MAX_STARTED = 1000;

const noteStarted = ({ started }: State, event: SettledEvent, index: number): void => {
  const id = stringAttribute(event, ATTR.shellId);
  if (id !== undefined && started.size < MAX_STARTED) started.set(id, { event, index });
};

/** A later result says how a background line ended: it is as if that line had ended so where it began. */
const endBackground = (state: State, result: SettledEvent, place: SessionPlace): void => {
  const id = stringAttribute(result, ATTR.shellId);
  const begun = id === undefined ? undefined : state.started.get(id);
  const code = countAttribute(result, ATTR.exitCode);
  if (id === undefined || begun === undefined || code === undefined || begun.event.event_type.type !== 'ShellCommand')
    return;
  state.started.delete(id);
  const { event, index } = begun;
  const ended: SettledEvent = {
    ...withAttributes(event, { [ATTR.background]: false, [ATTR.exitSource]: attribute(result, ATTR.exitSource) }),
    event_type: { type: 'ShellCommand', data: { ...begun.event.event_type.data, exit_code: code } },
    [OUTPUT]: printedOutput(textOf(result)),
  };
  const seen = seenAt(event, index);
  const runs = runsOf(ended, { place, ...state }).map((run) => ({ ...run, seen }));
  const from = state.runs.findLastIndex((run) => run.seen.index < index) + 1;
  const known = state.runs.slice(from, from + MAX_PER_LINE).filter((run) => run.seen.index === index);
  state.runs.splice(from, known.length, ...runs);
};

/** The last run of each check, and of the others the later half. */
const bounded = (runs: readonly RunFact[]): RunFact[] => {
  const last = new Map(runs.map((run) => [run.check_id, run]));
  const kept = runs.filter((run, index) => index >= runs.length - MAX_RUNS / 2 || last.get(run.check_id) === run);
  // fewer than there may be: else each further run of very many checks would come here again
  return kept.slice(-(MAX_RUNS * 3) / 4);
};

const runsOf = (
  event: SettledEvent,
  { place, checkOf, trees }: { readonly place: SessionPlace } & Pick<State, 'checkOf' | 'trees'>,
): readonly Omit<RunFact, 'seen'>[] => {
  if (event.event_type.type !== 'ShellCommand') return [];
  const line = commandLineOf(event, place);
  const base = stringAttribute(event, ATTR.shellCwd) ?? place.cwd;
  const checks = line.commands.flatMap((command, at): LineOutcome['checks'] => {
    const check = checkOf(command, base);
    return check === null ? [] : [{ check, command, at }];
  });
  const outcome: LineOutcome = { line, checks, exit: exitOf(event), output: event[OUTPUT] ?? '' };
  noteTrees(trees, outcome, { place, base });
  return checks.slice(0, MAX_PER_LINE).flatMap((one) => {
    const judged = judgeRun(outcome, one);
    if (judged === null) return [];
    const elsewhere = elsewhereOf(one.check, one.command, { place, trees, outcome });
    const duration_ms = checks.length === 1 ? (event.duration_ms ?? null) : null;
    const run = { ...judged, ...namedBy(one), duration_ms, ...(elsewhere === undefined ? {} : { elsewhere }) };
    return ofCoverage(run, {
      output: outcome.output,
      isAlone: () => !checks.some((other) => other !== one && coverageAsked(other.command.text).length > 0),
      isBroken: () => summaryLine(one.check, outcome.output)?.says === 'failed',
    });
  });
};

/** @param base directory of the shell line that the command is in */
type CheckOf = (command: SimpleCommand, base: string | null) => IdentifiedCheck | null;

/** A line that is run again is parsed once (`parseCommandLine`), so its commands are known by themselves. */
const checksIn = (place: SessionPlace): CheckOf => {
  const known = new WeakMap<SimpleCommand, { readonly base: string | null; readonly check: IdentifiedCheck | null }>();
  return (command, base) => {
    const found = known.get(command);
    if (found !== undefined && found.base === base) return found.check;
    const check = identified(place, command, base);
    known.set(command, { base, check });
    return check;
  };
};

const identified = (place: SessionPlace, command: SimpleCommand, base: string | null): IdentifiedCheck | null => {
  const cwd =
    command.cwd === null
      ? unknownDirectory(command)
      : placePath(place, command.cwd === '' ? '.' : command.cwd, base).path;
  return identifyCheck(command, { cwd: cwd === '' ? '.' : cwd, script: place.script });
};

const namedBy = ({ check, command, at }: LineOutcome['checks'][number]) => ({
  check_id: check.identity.id,
  kind: check.kind,
  tool: check.tool,
  command: command.text,
  cwd: check.identity.cwd,
  scope: check.identity.scope,
  place: at,
  ...(check.covers.length === 0 ? {} : { covers: check.covers }),
});
