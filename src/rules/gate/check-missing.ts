import { checkRule, runAgain } from './check-rule.ts';

export const checkMissing = checkRule({
  code: 'verification_missing',
  description: 'no handoff tells of a run of a required check, or none can',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['not-run'],
  message: ({ required, command, doubts }) =>
    doubts.includes('unrecordable')
      ? `${required ?? command} is required, and no handoff can tell of all that its line does: ${command}`
      : `${required ?? command} is required, and no handoff tells of a run`,
  hint: runAgain,
});
