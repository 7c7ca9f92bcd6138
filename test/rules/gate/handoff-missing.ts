import { type GateFixtures, judgement, withArtifact } from './make.ts';

export const fixtures: GateFixtures = {
  passes: [
    { name: 'one is bound', judgement: judgement() },
    { name: 'one is related', judgement: withArtifact({ bound: false, related: true, level: 'drifted' }) },
    {
      name: 'none is asked for',
      judgement: judgement({ artifacts: [], handoff: { required: false, reason: 'people alone' } }),
    },
  ],
  fails: [
    { name: 'none is there', judgement: judgement({ artifacts: [] }) },
    { name: 'one speaks of its paths', judgement: withArtifact({ bound: false, level: 'drifted' }) },
    { name: 'one is named, and not bound', judgement: withArtifact({ bound: false, named: 'pinned' }) },
  ],
};
