import { type GateFixtures, problemFixtures } from './make.ts';

export const fixtures: GateFixtures = problemFixtures('artifact_named_missing');
