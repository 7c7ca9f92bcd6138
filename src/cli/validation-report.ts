/** The reports of a validation: as text for stderr, and as the error of --strict. */
import { OpenSessionError } from '../domain/errors.ts';
import type { ValidationReport } from '../domain/handoff.ts';
import { lineForTerminal } from '../formats/terminal.ts';
import { escapeJson } from './json-text.ts';

/** Lines for people; for programs one line of JSON more, as the older tool prints it. */
export const reportText = (
  reports: readonly ValidationReport[],
  { forPrograms }: { readonly forPrograms: boolean },
): string => {
  const passed = reports.filter((report) => report.passed).length;
  return [
    `Handoff validation: ${passed}/${reports.length} passed`,
    ...reports.flatMap(findingLines),
    ...(forPrograms ? [escapeJson(JSON.stringify({ reports, type: 'handoff_validation', version: '0.1' }))] : []),
  ].join('\n');
};

const findingLines = ({ session_id, findings }: ValidationReport): readonly string[] =>
  findings.length === 0
    ? []
    : [
        `- [${lineForTerminal(session_id)}] ${findings.length} finding(s)`,
        ...findings.map(({ severity, code, message }) => `  - [${severity}] ${code}: ${lineForTerminal(message)}`),
      ];

/** The failure of a strict validation, with its reports; null: no finding is an error. */
export const strictFailure = (reports: readonly ValidationReport[]): StrictFailure | null => {
  const failed = reports.filter((report) => !report.passed);
  if (failed.length === 0) return null;
  const codes = failed.flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity === 'error').map(({ code }) => code),
  );
  const error = new OpenSessionError(
    'strict_failed',
    `expected no finding of severity error, found ${[...new Set(codes)].join(', ')} in ${failed.length} of ${reports.length} session(s)`,
    { hint: 'the same command with --validate instead of --strict prints the handoff' },
  );
  return Object.assign(error, { reports });
};

export type StrictFailure = OpenSessionError & { readonly reports: readonly ValidationReport[] };

export const reportsOf = (error: unknown): readonly ValidationReport[] | undefined =>
  error instanceof OpenSessionError && 'reports' in error ? (error as StrictFailure).reports : undefined;
