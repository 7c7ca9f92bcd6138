import { checkRule } from './check-rule.ts';

export const rerunUnisolated = checkRule({
  code: 'rerun_unisolated',
  description: 'a check was run again where it could have written the verdict itself',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['rerun-unisolated'],
  message: ({ command }) => `${command} ran again without isolation, which proves nothing`,
  hint: () => 'run it in a job of its own, without permissions: see the documentation of the Action',
});
