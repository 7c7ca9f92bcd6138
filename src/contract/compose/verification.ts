/** The checks of a session, and what is missing among them. */
import type { Check, CheckRun, FileChange, RedactedText, Verification } from '../../domain/handoff.ts';
import { cutRedacted, onOneLine, redactedText } from '../redacted-text.ts';
import { checkNames } from './check-names.ts';
import { TEXT } from './limits.ts';

/** The runs as judged for masking and freshness, and what they come to. */
export interface Judged {
  readonly runs: readonly CheckRun[];
  readonly checks: readonly Check[];
}

export const composeVerification = (judged: Judged, files: readonly FileChange[]): Verification => {
  const runs = judged.runs.map((run) => ({
    ...run,
    command: onOneLine(run.command),
    doubts: run.doubts.map(({ kind, detail }) => ({ kind, detail: cutRedacted(onOneLine(detail), TEXT.doubt).text })),
  }));
  const checks = judged.checks.map((check) => ({ ...check, command: onOneLine(check.command) }));
  const failed = checks.filter(({ final }) => final === 'failed');
  const nameOf = checkNames(runs);
  const unchecked = checks.length === 0 && files.some(({ scope }) => scope === 'repository');
  return {
    checks_run: runs,
    checks_passed: commandsWith('passed', runs),
    checks_failed: commandsWith('failed', runs),
    required_checks_missing: [
      ...new Set(failed.map((check) => redactedText`Unresolved failed check: ${nameOf(check)}`)),
      ...(unchecked ? [runs.length === 0 ? NONE_RUN : NONE_HERE] : []),
    ],
    checks,
    unresolved: failed.map(({ id }) => id),
  };
};

const NONE_RUN = redactedText`Files changed, and no check was run.`;
const NONE_HERE = redactedText`Files changed, and no check was run on them: each that was run, ran on another tree.`;

const commandsWith = (status: CheckRun['status'], runs: readonly CheckRun[]): readonly RedactedText[] => [
  ...new Set(runs.filter((run) => run.status === status).map(({ command }) => command)),
];
