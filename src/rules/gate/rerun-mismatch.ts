import { checkRule } from './check-rule.ts';

export const rerunMismatch = checkRule({
  code: 'rerun_mismatch',
  description: 'a required check fails where it is run again',
  severity: { default: 'error', strict: 'error' },
  doubts: ['rerun-mismatch'],
  message: ({ command }) => `${command} fails on the head of this change`,
  hint: ({ command }) => command,
});
