import { type GateFixtures, judgement, withArtifact, withPath } from './make.ts';

const outside = [{ path: 'b.txt', reason: 'left-out', contradicted: true }] as const;

export const fixtures: GateFixtures = {
  passes: [
    { name: 'all in the change', judgement: judgement() },
    {
      name: 'of another kind',
      judgement: withArtifact({ outside: [{ path: 'b.txt', reason: 'left-out', contradicted: false }] }),
    },
    { name: 'of one that is not bound', judgement: withArtifact({ bound: false, outside }) },
  ],
  fails: [
    {
      name: 'the opposite is in the change',
      judgement: withPath({ binding: 'drifted', outcome: 'contradicted', basis: null }),
    },
    { name: 'of a bound one', judgement: withArtifact({ outside }) },
  ],
};
