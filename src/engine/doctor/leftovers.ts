import { basename, join } from 'node:path';
import { isOrphan, OWNER_FILE, readOwner, SCRATCH_PREFIX } from '../../domain/scratch-owner.ts';
import { isUnfinished } from '../../domain/unfinished.ts';
import type { LeftEntry, Upkeep } from '../../store/upkeep.ts';
import type { DoctorCheck } from './doctor-check.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A killed process leaves the directory that it worked in (an index and objects of a snapshot, a signature), or a file. Only a directory that says so itself is ours. */
export const leftovers: DoctorCheck = {
  id: 'leftovers',
  description: 'no temporary directory or file of ours is older than a day',
  look: ({ upkeep, clock }, examined) => {
    const isDirectory = (entry: LeftEntry) => entry.kind === 'directory' && entry.mine && isLeft(upkeep, entry);
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

const isLeft = (upkeep: Upkeep, { path }: LeftEntry): boolean => {
  const name = basename(path);
  if (!name.startsWith(SCRATCH_PREFIX)) return false;
  const owner = readOwner(upkeep.text(join(path, OWNER_FILE)) ?? '', name);
  return owner !== undefined && isOrphan(owner, upkeep);
};
