import type { GateRule } from './gate-rule.ts';

export const handoffMissing: GateRule = {
  code: 'handoff_missing',
  description: 'the change needs a handoff, and none is bound to it',
  severity: { default: 'error', strict: 'error' },
  check: ({ handoff, artifacts }) =>
    !handoff.required || artifacts.some(({ bound }) => bound)
      ? []
      : [
          {
            message: `no handoff is bound to this change (${handoff.reason})`,
            place: {},
            hint: 'opensession session handoff save --last && opensession session handoff artifact push',
          },
        ],
};
