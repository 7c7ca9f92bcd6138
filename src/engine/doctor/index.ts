/** All checks of an installation, in the order in which they are told. */
import { agentDirectories } from './agent-directories.ts';
import { clock } from './clock.ts';
import { damagedFiles } from './damaged-files.ts';
import { damagedRecordsCheck } from './damaged-records.ts';
import type { DoctorCheck } from './doctor-check.ts';
import { gitVersion } from './git-version.ts';
import { hostileSettings } from './hostile-settings.ts';
import { incomplete } from './incomplete.ts';
import { leftovers } from './leftovers.ts';
import { liveRefs } from './live-refs.ts';
import { oddRemovalsCheck } from './odd-removals.ts';
import { pushQueue } from './push-queue.ts';
import { refspecTraps } from './refspec-traps.ts';
import { repository } from './repository.ts';
import { staleLocks } from './stale-locks.ts';
import { unreadable } from './unreadable.ts';

export const doctorChecks: readonly DoctorCheck[] = [
  gitVersion,
  repository,
  staleLocks,
  pushQueue,
  unreadable,
  incomplete,
  damagedFiles,
  damagedRecordsCheck,
  oddRemovalsCheck,
  liveRefs,
  refspecTraps,
  clock,
  hostileSettings,
  agentDirectories,
  leftovers,
];
