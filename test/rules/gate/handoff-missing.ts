import { type GateFixtures, judgement, withArtifact } from './make.ts';

export const fixtures: GateFixtures = {
  passes: [
    { name: 'one is bound', judgement: judgement() },
    {
      name: 'none is asked for',
      judgement: judgement({ artifacts: [], handoff: { required: false, reason: 'people alone' } }),
    },
  ],
  fails: [
    { name: 'none is there', judgement: judgement({ artifacts: [] }) },
    { name: 'one is named, and not bound', judgement: withArtifact({ bound: false, named: 'pinned' }) },
  ],
};
