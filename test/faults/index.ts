/** All faults, in the order of the table. */
import { besideHousekeeping } from './beside-housekeeping.ts';
import { clockJumps } from './clock-jumps.ts';
import { optionInjection } from './option-injection.ts';
import { refNames } from './ref-names.ts';
import { insideHooks } from './inside-hooks.ts';
import { hostileConfig } from './hostile-config.ts';
import { shapes } from './shapes.ts';
import { defaultRefspecs } from './default-refspecs.ts';
import { corruption } from './corruption.ts';
import { failingRemotes } from './failing-remotes.ts';
import type { Fault } from './fault.ts';
import { fullDisk } from './full-disk.ts';
import { killAnywhere } from './kill-anywhere.ts';
import { killAtSyscall } from './kill-at-syscall.ts';
import { killPush } from './kill-push.ts';
import { manyClones } from './many-clones.ts';
import { manyWriters } from './many-writers.ts';
import { oneArtifact } from './one-artifact.ts';
import { orderOfSyncs } from './order-of-syncs.ts';
import { readOnly } from './read-only.ts';

export const faults: readonly Fault[] = [
  killAnywhere,
  killAtSyscall,
  killPush,
  manyWriters,
  oneArtifact,
  besideHousekeeping,
  orderOfSyncs,
  fullDisk,
  readOnly,
  clockJumps,
  failingRemotes,
  optionInjection,
  refNames,
  insideHooks,
  hostileConfig,
  shapes,
  manyClones,
  defaultRefspecs,
  corruption,
];
