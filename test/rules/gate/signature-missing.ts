import { type GateFixtures, judgement, withArtifact } from './make.ts';

const policy = { require_signed: true };

export const fixtures: GateFixtures = {
  passes: [
    { name: 'none is asked for', judgement: judgement() },
    { name: 'signed', judgement: withArtifact({ trust: 'vouched' }), policy },
    { name: 'not bound', judgement: withArtifact({ bound: false }), policy },
  ],
  fails: [{ name: 'unsigned', judgement: judgement(), policy }],
};
