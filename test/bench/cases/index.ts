/** All bench cases, in the order of the table. */
import type { BenchCase } from '../bench-case.ts';
import { actionStart } from './action-start.ts';
import { archiveArtifacts } from './archive-artifacts.ts';
import { followLog } from './follow-log.ts';
import { gate } from './gate.ts';
import { handoffLast } from './handoff-last.ts';
import { listArtifacts } from './list-artifacts.ts';
import { listSessions } from './list-sessions.ts';
import { memory } from './memory.ts';
import { parseLogs } from './parse-logs.ts';
import { pushArtifacts } from './push-artifacts.ts';
import { refGrowth } from './ref-growth.ts';
import { saveArtifact } from './save-artifact.ts';
import { saveStates } from './save-states.ts';
import { saveMany } from './save-many.ts';
import { version } from './version.ts';

export const cases: readonly BenchCase[] = [
  version,
  actionStart,
  handoffLast,
  listSessions,
  parseLogs,
  followLog,
  memory,
  saveArtifact,
  saveStates,
  saveMany,
  listArtifacts,
  archiveArtifacts,
  pushArtifacts,
  gate,
  refGrowth,
];
