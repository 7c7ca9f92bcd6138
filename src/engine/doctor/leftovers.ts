import { basename } from 'node:path';
import type { DoctorCheck } from './doctor-check.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** As `mkdtemp` names ours. */
const OURS = /^opensession-[A-Za-z0-9]{6}$/;

/** A killed process leaves the directory that it worked in: an index and objects of a snapshot, a signature. */
export const leftovers: DoctorCheck = {
  id: 'leftovers',
  description: 'no temporary directory of ours is older than a day',
  look: ({ upkeep, clock }) =>
    upkeep
      .entries(upkeep.temporary)
      .filter(({ path, kind, mine }) => kind === 'directory' && mine && OURS.test(basename(path)))
      .filter(({ modified_ms }) => clock.now().getTime() - modified_ms > DAY_MS)
      .map((entry) => ({
        severity: 'warning',
        what: `${entry.path} was left behind`,
        hint: null,
        fix: { kind: 'remove', entry },
      })),
};
