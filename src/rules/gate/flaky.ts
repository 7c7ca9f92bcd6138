import { checkRule, runElsewhere } from './check-rule.ts';

export const flaky = checkRule({
  code: 'flaky',
  description: 'a check passes and fails on one tree',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['flaky'],
  again: true,
  message: ({ command }, { words }) => `${command} passes and fails on the same tree${words}`,
  hint: runElsewhere,
});
