import type { GateRule } from './gate-rule.ts';
import { saveHint } from './save-hint.ts';

export const admittedFailure: GateRule = {
  code: 'verification_unresolved',
  description: 'a bound or named handoff admits that a check fails',
  severity: { default: 'error', strict: 'error' },
  check: ({ artifacts, checks }) =>
    artifacts
      .filter(({ bound, named }) => bound || named !== null)
      .flatMap((artifact) =>
        artifact.admissions
          .filter(({ kind }) => kind === 'unresolved')
          .map(({ text, check_id, resolved }) => ({
            message: resolved
              ? `${artifact.id} admits that ${text} fails; it passes now`
              : `${artifact.id} admits that ${text} fails`,
            place: { artifact: artifact.id, ...(check_id === null ? {} : { check: check_id }) },
            hint: `${resolved ? 'to have it told' : 'once it passes in the session'}: ${saveHint(artifact)}`,
            ...(resolved
              ? { severity: 'note' as const }
              : checks.some((check) => check.id === check_id && check.required !== null)
                ? {}
                : { severity: 'warning' as const }),
          })),
      ),
};
