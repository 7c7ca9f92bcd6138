import { type GateFixtures, judgement, withPath } from './make.ts';

const unclaimed = { binding: 'unclaimed', outcome: 'cannot-tell', basis: null, artifacts: [] } as const;

export const fixtures: GateFixtures = {
  passes: [
    { name: 'claimed', judgement: judgement() },
    { name: 'claimed, and ignored', judgement: withPath({ ignored: 'policy' }) },
    { name: 'unclaimed', judgement: withPath(unclaimed) },
  ],
  fails: (['policy', 'generated', 'handoff'] as const).map((ignored) => ({
    name: `by ${ignored}`,
    judgement: withPath({ ...unclaimed, ignored }),
  })),
};
