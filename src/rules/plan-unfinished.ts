import type { Rule } from './rule.ts';

const OPEN: ReadonlySet<string> = new Set(['pending', 'in_progress', 'blocked']);

export const planUnfinished: Rule = {
  code: 'plan_unfinished',
  severity: 'note',
  description: "the agent's own plan is done",
  check: ({ work_packages }) => {
    const open = work_packages.filter(({ origin, status }) => origin === 'plan' && OPEN.has(status));
    return open.length === 0 ? [] : [`Items of the agent's plan are open: ${open.length}.`];
  },
};
