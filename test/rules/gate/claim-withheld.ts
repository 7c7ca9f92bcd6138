import { type GateFixtures, judgement, withPath } from './make.ts';

const withheld = { binding: 'withheld', outcome: 'cannot-tell', basis: null } as const;

export const fixtures: GateFixtures = {
  passes: [
    { name: 'as claimed', judgement: judgement() },
    { name: 'ignored', judgement: withPath({ ...withheld, ignored: 'policy' }) },
  ],
  fails: [{ name: 'claimed without a state', judgement: withPath(withheld) }],
};
