import { checkRule, runAgain } from './check-rule.ts';

export const checkMasked = checkRule({
  code: 'verification_masked',
  description: 'the exit status of a check is hidden by the command around it, or was never seen',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['masked', 'background', 'no-exit'],
  message: ({ command }) =>
    `how ${command} ended is not known: its exit status was hidden, or it ran in the background`,
  hint: runAgain,
});
