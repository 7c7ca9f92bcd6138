import type { JudgedCheck } from '../../domain/judgement.ts';
import type { GateRule } from './gate-rule.ts';

/**
 * A rule that says why a check is not shown to pass. Against a required check that nothing else proves it counts as the
 * rule does; else it is only noted.
 */
export const checkRule = (rule: {
  readonly code: string;
  readonly description: string;
  readonly severity: GateRule['severity'];
  readonly doubts: readonly JudgedCheck['doubts'][number][];
  readonly message: (check: JudgedCheck) => string;
  readonly hint: (check: JudgedCheck) => string | null;
}): GateRule => ({
  code: rule.code,
  description: rule.description,
  severity: rule.severity,
  check: ({ checks }) =>
    checks
      .filter(({ doubts }) => doubts.some((doubt) => rule.doubts.includes(doubt)))
      .map((check) => ({
        message: rule.message(check),
        place: { check: check.id, ...(check.artifact === null ? {} : { artifact: check.artifact }) },
        // the command of another check is the artifact's text: nobody is told to run that
        hint: check.required === null ? null : rule.hint(check),
        ...(check.required === null || check.outcome === 'proved' ? { severity: 'note' as const } : {}),
      })),
});

export const runAgain = ({ command }: JudgedCheck): string =>
  `run it alone on the committed tree, and save again: ${command}`;
