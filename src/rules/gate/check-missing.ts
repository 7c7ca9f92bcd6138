import { checkRule, runAgain } from './check-rule.ts';

export const checkMissing = checkRule({
  code: 'verification_missing',
  description: 'a required check was never run',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['not-run'],
  message: ({ required, command }) => `${required ?? command} is required, and no handoff tells of a run`,
  hint: runAgain,
});
