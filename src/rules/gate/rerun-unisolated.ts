import { checkRule } from './check-rule.ts';

export const rerunUnisolated = checkRule({
  code: 'rerun_unisolated',
  description: 'a required check was to be run again, and it could not be isolated from the verdict',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['rerun-unisolated'],
  message: ({ command }, { words }) =>
    `${command} was not run again: it could reach the verdict from where it would run${words}`,
  hint: () =>
    'run it in a job of its own, without permissions: opensession gate rerun; then opensession gate --rerun-result RESULT',
});
