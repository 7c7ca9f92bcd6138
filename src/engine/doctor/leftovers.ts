import { basename, join } from 'node:path';
import { isUnfinished } from '../../domain/unfinished.ts';
import type { LeftEntry } from '../../store/upkeep.ts';
import type { DoctorCheck } from './doctor-check.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** As `mkdtemp` names ours. */
const OURS = /^opensession-[A-Za-z0-9]{6}$/;

/** A killed process leaves the directory that it worked in (an index and objects of a snapshot, a signature), or a file. */
export const leftovers: DoctorCheck = {
  id: 'leftovers',
  description: 'no temporary directory or file of ours is older than a day',
  look: ({ upkeep, clock }, examined) => {
    const isDirectory = ({ path, kind, mine }: LeftEntry) => kind === 'directory' && mine && OURS.test(basename(path));
    const isFile = ({ path, kind }: LeftEntry) => kind === 'file' && isUnfinished(basename(path));
    const shared = examined === null ? [] : upkeep.entries(join(examined.paths.commonDir, 'opensession'));
    return [...upkeep.entries(upkeep.temporary).filter(isDirectory), ...shared.filter(isFile)]
      .filter(({ modified_ms }) => clock.now().getTime() - modified_ms > DAY_MS)
      .map((entry) => ({
        severity: 'warning',
        what: `${entry.path} was left behind`,
        hint: null,
        fix: { kind: 'remove', entry },
      }));
  },
};
