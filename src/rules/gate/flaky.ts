import { checkRule } from './check-rule.ts';

export const flaky = checkRule({
  code: 'flaky',
  description: 'a check passes and fails on one tree',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['flaky'],
  message: ({ command }) => `${command} passes and fails on the same tree`,
  hint: () => null,
});
