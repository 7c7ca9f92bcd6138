import type { GateRule } from './gate-rule.ts';

export const handoffMissing: GateRule = {
  code: 'handoff_missing',
  description: 'the change needs a handoff, and none is bound to it',
  severity: { default: 'error', strict: 'error' },
  check: ({ handoff, artifacts }) => {
    if (!handoff.required || artifacts.some(({ related }) => related)) return [];
    const near = artifacts.filter(({ level }) => level !== 'none').map(({ id }) => id);
    const words =
      near.length === 0 ? '' : `; ${near.slice(0, 3).join(', ')} claims its paths, and not as they are here`;
    return [
      {
        message: `no handoff is bound to this change (${handoff.reason})${words}`,
        place: {},
        hint:
          near.length === 0
            ? 'opensession session handoff save --last && opensession session handoff artifact push'
            : // whatever became of the work since: a person can answer for it as it is now
              'opensession session handoff save --by-hand REASON && opensession session handoff artifact push',
      },
    ];
  },
};
