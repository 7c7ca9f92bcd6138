import { type GateFixtures, judgement, withArtifact } from './make.ts';

const admissions = [{ kind: 'unfinished', text: 'write the docs', check_id: null, resolved: false }] as const;

export const fixtures: GateFixtures = {
  passes: [
    { name: 'done', judgement: judgement() },
    { name: 'of one that is not bound', judgement: withArtifact({ bound: false, admissions }) },
  ],
  fails: [{ name: 'not done', judgement: withArtifact({ admissions }) }],
};
