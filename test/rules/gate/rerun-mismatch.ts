import { doubtFixtures, type GateFixtures } from './make.ts';

export const fixtures: GateFixtures = doubtFixtures('rerun-mismatch');
