import type { GateRule } from './gate-rule.ts';
import { saveHint } from './save-hint.ts';

export const planUnfinished: GateRule = {
  code: 'plan_unfinished',
  description: 'the plan of a bound handoff is not done',
  severity: { default: 'note', strict: 'note' },
  check: ({ artifacts }) =>
    artifacts
      .filter(({ bound }) => bound)
      .flatMap((artifact) =>
        artifact.admissions
          .filter(({ kind }) => kind === 'unfinished')
          .map(({ text }) => ({
            message: `not done: ${text}`,
            place: { artifact: artifact.id },
            hint: `once it is: ${saveHint(artifact)}`,
          })),
      ),
};
