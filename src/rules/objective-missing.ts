import type { Rule } from './rule.ts';

/** How the older tool spells an objective that it does not have. */
const SENTINEL = '(objective unavailable)';

export const objectiveMissing: Rule = {
  code: 'objective_missing',
  severity: 'warning',
  description: 'a handoff says what was asked',
  check: ({ objective }) => {
    const text = objective?.trim() ?? '';
    return text === '' || text === SENTINEL ? ['The objective is unknown.'] : [];
  },
};
