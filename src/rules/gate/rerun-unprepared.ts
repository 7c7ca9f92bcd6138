import { checkRule } from './check-rule.ts';

export const rerunUnprepared = checkRule({
  code: 'rerun_unprepared',
  description: 'what prepares a required check failed where it was to be run again',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['rerun-unprepared'],
  message: ({ command }) => `${command} was not run again: its setup failed`,
  hint: () => 'see whether a registry is down, and whether the setup may use the network: network = true',
});
