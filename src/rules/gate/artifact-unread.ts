import type { GateRule } from './gate-rule.ts';

export const artifactUnread: GateRule = {
  code: 'artifact_unread',
  description: 'an artifact here cannot be read, and may be about what nothing explains',
  severity: { default: 'note', strict: 'note' },
  check: ({ artifacts_unread }) =>
    artifacts_unread.map((id) => ({
      message: `the artifact ${id} was not looked at: its object is gone or damaged`,
      place: { artifact: `base:${id}` },
      hint: 'see what is damaged: opensession doctor; opensession doctor --fix sets it aside',
    })),
};
