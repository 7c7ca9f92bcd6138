import { checkRule, runAgain } from './check-rule.ts';

export const checkStale = checkRule({
  code: 'verification_stale',
  description: 'a file changed after the last run of a check',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['stale'],
  message: ({ command, changed: [first, ...others] }) =>
    first === undefined
      ? `something changed after ${command} ran`
      : `${first}${others.length === 0 ? '' : ` and ${others.length} more`} changed after ${command} ran`,
  hint: runAgain,
});
