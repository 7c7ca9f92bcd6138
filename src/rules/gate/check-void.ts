import { checkRule, runAgain } from './check-rule.ts';

export const checkVoid = checkRule({
  code: 'check_void',
  description: 'a run of a check checked nothing, or only a part',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['void', 'narrowed', 'no-effect'],
  message: ({ command }) => `${command} was not run as a whole`,
  hint: runAgain,
});
