/** All faults, in the order of the table. */
import { besideHousekeeping } from './beside-housekeeping.ts';
import type { Fault } from './fault.ts';
import { manyWriters } from './many-writers.ts';
import { oneArtifact } from './one-artifact.ts';

export const faults: readonly Fault[] = [manyWriters, oneArtifact, besideHousekeeping];
