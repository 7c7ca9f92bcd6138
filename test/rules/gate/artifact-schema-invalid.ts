import { type GateFixtures, problemFixtures } from './make.ts';

export const fixtures: GateFixtures = problemFixtures('schema_invalid');
