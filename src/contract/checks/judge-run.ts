import type { CheckStatus } from '../../domain/handoff.ts';
import type { SimpleCommand } from '../../shell/command-line.ts';
import { partsOf } from '../../shell/checks/identified.ts';
import { printedDoubt } from '../../shell/checks/printed-script.ts';
import { summaryLine, type SummaryLine } from '../../shell/checks/summary-line.ts';
import { programName } from '../../shell/parsing/directories.ts';
import { suspectsOf } from '../../shell/suspects.ts';
import type { RunFact } from '../facts.ts';
import type { LineOutcome } from './line-outcome.ts';
import { printedFailure } from './printed-status.ts';
import { unrunCause } from './unrun-cause.ts';

type CheckInLine = LineOutcome['checks'][number];
type Doubt = RunFact['doubts'][number];
type RunStatus = Pick<RunFact, 'status' | 'exit_code' | 'exit_source' | 'doubts'>;

/**
 * The status of one check of a line: from the exit status as far as it speaks for this command; from the tool's own
 * summary only that it failed or ran nothing. Null when it did not run at all.
 */
export const judgeRun = (outcome: LineOutcome, one: CheckInLine): RunStatus | null => {
  const { exit } = outcome;
  const told = toldByExit(outcome, one);
  if (told === 'not-run') return null;
  const summary = ownSummary(outcome, one);
  const doubts = doubtsOf(outcome, one, summary);
  const hollow = doubts.some(({ kind }) => kind === 'void');
  const base = { exit_code: exit.code, exit_source: exit.source };
  if (hollow) return { ...base, status: failedAnyway(outcome, told, summary) ? 'failed' : 'unknown', doubts };
  if (told === 'unknown' && (summary?.says === 'failed' || printedFailure(outcome, one.command) !== null)) {
    return { ...base, status: 'failed', exit_source: 'summary-line', doubts };
  }
  const masked = doubts.some(({ kind }) => kind === 'masked');
  return { ...base, status: told === 'passed' && masked ? 'unknown' : told, doubts };
};

/** What may have run nothing fails by its own words, or by a status that is its own. */
const failedAnyway = (outcome: LineOutcome, told: CheckStatus, summary: SummaryLine | null): boolean => {
  if (summary?.says === 'failed') return outcome.exit.code !== 0;
  return told === 'failed' && summary?.says !== 'nothing' && unrunCause(outcome) === null;
};

const toldByExit = ({ line, exit }: LineOutcome, { command }: CheckInLine): CheckStatus | 'not-run' => {
  const { verdict } = command;
  if (exit.code === null)
    return verdict.onZero === 'not-run' && verdict.onNonZero === 'not-run' ? 'not-run' : 'unknown';
  if (exit.code === 0) return verdict.onZero;
  if (verdict.onNonZero !== 'last-ran') return verdict.onNonZero;
  const suspects = suspectsOf(line);
  return suspects.length === 1 && suspects[0] === command ? 'failed' : 'unknown';
};

/** The tool's own summary, unless another check of the line may have printed it. */
const ownSummary = ({ line, checks, output }: LineOutcome, one: CheckInLine): SummaryLine | null => {
  const summary = summaryLine(one.check, output);
  if (summary === null || (summary.whole === true && line.commands.slice(one.at + 1).some(isSieve))) return null;
  const shared = checks.some((other) => other !== one && summaryLine(other.check, output)?.line === summary.line);
  return shared ? null : summary;
};

/** Of what it reads it prints a part. */
const isSieve = ({ argv }: SimpleCommand): boolean => SIEVES.has(programName(argv[0] ?? ''));

const SIEVES: ReadonlySet<string> = new Set(['tail', 'head', 'grep', 'egrep', 'rg', 'sed', 'awk']);

const doubtsOf = (
  outcome: LineOutcome,
  { check, command }: CheckInLine,
  summary: SummaryLine | null,
): readonly Doubt[] => {
  const { exit } = outcome;
  const said: Doubt[] = exit.missing === null ? [] : [exit.missing];
  const mask = maskOf(outcome, command);
  if (mask !== null && exit.missing === null) said.push({ kind: 'masked', detail: mask });
  said.push(...check.doubts);
  const printed = check.doubts.length > 0 ? null : printedDoubt(check, outcome.output);
  if (printed !== null) said.push(printed);
  const cause = mask === null ? unrunCause(outcome) : null;
  if (cause !== null) said.push({ kind: 'void', detail: cause });
  else if (summary?.says === 'nothing') said.push({ kind: 'void', detail: summary.line.trim() });
  else if (check.hollow !== null && summary === null) said.push({ kind: 'void', detail: check.hollow });
  if (exit.code === 0 && mask === null && summary?.says === 'failed') {
    said.push({ kind: 'masked', detail: `exit 0, but: ${summary.line.trim()}` });
  }
  if (check.narrowed) said.push({ kind: 'narrowed', detail: partsOf(check.identity.scope).join(' ') });
  return said;
};

/** Why the exit status does not speak for the command. */
const maskOf = ({ line, exit }: LineOutcome, { verdict }: SimpleCommand): string | null => {
  if (exit.code === 0) return verdict.onZero === 'unknown' ? (verdict.mask ?? 'unknown') : null;
  if (verdict.onNonZero === 'unknown') return verdict.mask ?? 'unknown';
  return verdict.onNonZero === 'last-ran' && suspectsOf(line).length > 1 ? '&& …' : null;
};
