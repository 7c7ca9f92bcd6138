import { checkRule } from './check-rule.ts';

export const rerunUnprepared = checkRule({
  code: 'rerun_unprepared',
  description: 'what prepares a required check failed where it was to be run again',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['rerun-unprepared'],
  again: true,
  message: ({ command }, { words }) => `${command} was not run again${words === '' ? ': its setup failed' : words}`,
  hint: () => 'see whether a registry is down, and whether the setup may use the network: network = "setup"',
});
