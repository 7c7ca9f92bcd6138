import type { GateRule } from './gate-rule.ts';

export const forkUnread: GateRule = {
  code: 'fork_unread',
  description: 'the repository that the head comes from cannot be read, so that its handoffs were not looked at',
  severity: { default: 'warning', strict: 'warning' },
  check: ({ fork_unread }) =>
    fork_unread
      ? [
          {
            message:
              'the repository that the head comes from cannot be read, or is gone: its handoffs were not looked at',
            place: {},
            hint: 'give the gate a token that may read it; or push its handoffs to the target: opensession session handoff artifact push',
          },
        ]
      : [],
};
