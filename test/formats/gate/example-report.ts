/** A report in which something of everything was found; tests change what they are about. */
import type { GateFinding, GateReport } from '../../../src/domain/gate-report.ts';

const oid = (digit: string): string => digit.repeat(40);

export const finding = (more: Partial<GateFinding> = {}): GateFinding => ({
  code: 'path_drifted',
  severity: 'error',
  message: 'src/a.ts is not as claimed; changed by 333333333333 (A Person: polish)',
  place: { path: 'src/a.ts', commit: oid('3') },
  hint: 'save the handoff again: opensession session handoff save',
  ...more,
});

export const exampleReport = (more: Partial<GateReport> = {}): GateReport => ({
  subject: {
    head: oid('1'),
    base_tip: oid('2'),
    base_ref: 'refs/heads/main',
    policy: oid('4'),
    artifacts: [{ id: 'base:fix-login', version: oid('5') }],
    asked: [],
    author: null,
    evidence: [],
    sessions: [],
    gate_version: '0.1.0',
    strict: true,
  },
  artifacts: [
    {
      id: 'base:fix-login',
      version: oid('5'),
      named: 'named',
      trust: 'recorded',
      signature: { state: 'invalid', by: null, reason: 'its signature is about another artifact' },
      problems: [{ code: 'signature_invalid', detail: 'it is about another artifact' }],
      level: 'partial',
      bound: true,
      related: true,
      session_ids: ['session-1'],
      agents: ['claude-code'],
      objective: 'Repair the login test',
      by_hand: 'a typo',
      outside: [{ path: 'out/x', reason: 'ignored', contradicted: false }],
      admissions: [{ kind: 'unresolved', text: 'npm test fails', check_id: 'npm test @.', resolved: false }],
    },
  ],
  paths: [
    {
      path: 'src/a.ts',
      binding: 'drifted',
      outcome: 'cannot-tell',
      basis: null,
      artifacts: ['base:fix-login'],
      commits: [{ oid: oid('3'), author: 'A Person', subject: 'polish' }],
      reversed: [],
      ignored: 'generated',
      protected: false,
      signed: [],
    },
  ],
  reruns: [
    {
      name: 'tests',
      by: 'gate',
      attempts: [{ passed: false, exit_code: 127, ended: null, output: 'sh: 1: vitest: not found' }],
      unisolated: null,
      lacking: ['a.bin (lfs)'],
      unseen: [{ name: 'node', here: '/opt/bin/node', there: null }],
    },
  ],
  witnesses: [],
  checks: [
    {
      id: 'npm test @.',
      command: 'npm test',
      required: 'tests',
      status: 'passed',
      outcome: 'cannot-tell',
      basis: 'recorded',
      doubts: ['other-tree'],
      differing: ['src/a.ts'],
      changed: [],
      artifact: 'base:fix-login',
    },
  ],
  commits: [{ oid: oid('3'), artifact: 'base:fix-login', outcome: 'proved', reason: 'in-range' }],
  sessions: [{ session_id: 'session-1', artifact: 'base:fix-login', outcome: 'proved', reason: 'derives', fields: [] }],
  handoff: { required: true, reason: 'the policy asks for one always' },
  policy_changed: [],
  protected_reverted: [],
  fork_unread: false,
  artifacts_unread: [],
  schema: 'opensession-gate-report-1.0',
  subject_digest: 'd'.repeat(64),
  verdict: 'fail',
  findings: [
    finding(),
    finding({
      code: 'evidence_recorded_only',
      severity: 'warning',
      message: 'npm test: recorded; anyone who can push could have written this',
      place: { check: 'npm test @.', artifact: 'base:fix-login' },
    }),
    finding({
      code: 'rerun_mismatch',
      message: 'npm test fails on the head of this change: exit status 127: a command was not found',
      place: { check: 'npm test @.' },
      output: 'first line\nsh: 1: vitest: not found',
    }),
    finding({ code: 'claim_outside_change', severity: 'note', place: { path: '../../outside' }, hint: null }),
  ],
  counts: { proved: 1, contradicted: 0, unknown: 2, errors: 2, warnings: 1, notes: 1 },
  ...more,
});

/** Keys whose values come out of a closed set of ours, or are object ids that git told. */
const CLOSED: ReadonlySet<string> = new Set([
  'schema',
  'verdict',
  'severity',
  'code',
  'trust',
  'named',
  'level',
  'binding',
  'outcome',
  'basis',
  'status',
  'doubts',
  'ignored',
  'kind',
  'head',
  'base_tip',
  'gate_version',
]);

/** The same report with every foreign text in it replaced. */
export const withTexts = (report: GateReport, next: () => string): GateReport => replaced(report, next) as GateReport;

const replaced = (value: unknown, next: () => string): unknown => {
  if (typeof value === 'string') return next();
  if (Array.isArray(value)) return value.map((item) => replaced(item, next));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, CLOSED.has(key) ? member : replaced(member, next)]),
  );
};
