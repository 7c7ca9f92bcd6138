import type { Rule } from './rule.ts';

export const secretPresent: Rule = {
  code: 'secret_present',
  severity: 'error',
  description: 'no secret is left in what will be written',
  check: (_handoff, { secrets }) =>
    secrets.map(
      ({ rule, count }) => `Something that looks like a secret is left, by the rule ${rule}: ${count} place(s).`,
    ),
};
