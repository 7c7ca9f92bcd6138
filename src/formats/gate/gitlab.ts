import { canonicalJson, sha256 } from '../../domain/canonical.ts';
import type { Severity } from '../../domain/finding.ts';
import type { GateFinding } from '../../domain/gate-report.ts';
import type { GateFormat } from './gate-format.ts';
import { inOneLine } from './one-line.ts';
import { fileOf } from './place.ts';

/** GitLab's code quality report: an array, each with a fingerprint of its own (docs.gitlab.com/ci/testing/code_quality). */
export const gitlab: GateFormat = {
  id: 'gitlab',
  description: 'a code quality report for GitLab',
  render: async ({ report }) => {
    const issues = await Promise.all(report.findings.map(issueOf));
    return `${JSON.stringify(withoutTwins(issues), null, 2)}\n`;
  },
};

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const SEVERITIES: { readonly [severity in Severity]: string } = { error: 'critical', warning: 'minor', note: 'info' };

const issueOf = async (finding: GateFinding): Promise<Issue> => ({
  description: inOneLine(finding, MOST),
  check_name: finding.code,
  fingerprint: await fingerprintOf(finding),
  severity: SEVERITIES[finding.severity],
  location: { path: fileOf(finding), lines: { begin: 1 } },
});

/** Characters of a description. */
const MOST = 2000;

/** The same for the same finding at a later head: commits are left out. */
export const fingerprintOf = ({ code, place: { path, artifact, check } }: GateFinding): Promise<string> =>
  sha256(
    canonicalJson([code, path ?? null, artifact ?? null, check ?? null].map((part) => part?.toWellFormed() ?? null)),
  );

/** Two findings of one rule at one place; GitLab shows one of each fingerprint. */
const withoutTwins = (issues: readonly Issue[]): readonly Issue[] => {
  const seen = new Map<string, number>();
  return issues.map((issue) => {
    const count = seen.get(issue.fingerprint) ?? 0;
    seen.set(issue.fingerprint, count + 1);
    return count === 0 ? issue : { ...issue, fingerprint: `${issue.fingerprint}-${count}` };
  });
};
