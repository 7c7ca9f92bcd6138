import { checkRule, runAgain } from './check-rule.ts';

export const checkOtherTree = checkRule({
  code: 'check_other_tree',
  description: 'a check ran on another tree than the one that is judged',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['other-tree', 'hidden'],
  message: ({ command, differing }) =>
    `${command} ran on another tree${differing.length === 0 ? '' : ` (${differing.length}: ${differing.slice(0, 5).join(', ')})`}`,
  hint: runAgain,
});
