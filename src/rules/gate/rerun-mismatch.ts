import { checkRule } from './check-rule.ts';

/** As a shell tells it. */
const NOT_FOUND = 127;

export const rerunMismatch = checkRule({
  code: 'rerun_mismatch',
  description: 'a required check fails where it is run again',
  severity: { default: 'error', strict: 'error' },
  doubts: ['rerun-mismatch'],
  again: true,
  message: ({ command }, { words }) => `${command} fails on the head of this change${words}`,
  hint: ({ command }, _, { statuses }) =>
    statuses.length > 0 && statuses.every((status) => status === NOT_FOUND)
      ? 'let `setup` in the policy install what it needs, or run it where that is: opensession gate rerun in a job of its own'
      : command,
});
