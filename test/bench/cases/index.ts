/** All bench cases, in the order of the table. */
import type { BenchCase } from '../bench-case.ts';
import { handoffLast } from './handoff-last.ts';
import { listArtifacts } from './list-artifacts.ts';
import { memory } from './memory.ts';
import { parseLogs } from './parse-logs.ts';
import { pushArtifacts } from './push-artifacts.ts';
import { saveArtifact } from './save-artifact.ts';
import { version } from './version.ts';

export const cases: readonly BenchCase[] = [
  version,
  handoffLast,
  parseLogs,
  memory,
  saveArtifact,
  listArtifacts,
  pushArtifacts,
];
