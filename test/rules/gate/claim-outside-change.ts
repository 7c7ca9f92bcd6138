import { type GateFixtures, judgement, withArtifact } from './make.ts';

const outside = [{ path: 'b.txt', reason: 'other-branch', contradicted: false }] as const;

export const fixtures: GateFixtures = {
  passes: [
    { name: 'all in the change', judgement: judgement() },
    {
      name: 'of another kind',
      judgement: withArtifact({ outside: [{ path: 'b.txt', reason: 'left-out', contradicted: false }] }),
    },
    { name: 'of one that is not bound', judgement: withArtifact({ bound: false, outside }) },
  ],
  fails: [{ name: 'of a bound one', judgement: withArtifact({ outside }) }],
};
