import type { GateRule } from './gate-rule.ts';

/** Said aloud where it is accepted; where it is not, the check is not shown. */
export const evidenceRecordedOnly: GateRule = {
  code: 'evidence_recorded_only',
  description: 'only an unsigned record says that a required check passed',
  severity: { default: 'warning', strict: 'error' },
  check: ({ checks }, { accept }) =>
    checks
      .filter(
        ({ required, status, outcome, doubts }) =>
          required !== null && status === 'passed' && outcome === 'cannot-tell' && doubts.length === 0,
      )
      .filter(({ basis }) => basis === 'recorded' || basis === 'vouched')
      .map(({ command, id, artifact, basis }) => ({
        message:
          basis === 'vouched'
            ? `${command}: a person answers for it, nobody saw it run`
            : `${command}: recorded; anyone who can push could have written this`,
        place: { check: id, ...(artifact === null ? {} : { artifact }) },
        hint: 'let CI run it again (rerun = true in .opensession/policy.toml), or witness it: opensession gate witness',
        ...(basis !== null && basis !== 'git' && accept.includes(basis) ? { severity: 'note' as const } : {}),
      })),
};
