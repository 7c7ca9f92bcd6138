import { basename, join } from 'node:path';
import { isOrphan, OWNER_FILE, readOwner, SCRATCH_PREFIX } from '../../domain/scratch-owner.ts';
import { isAtWork, ownerOfTransfer } from '../../domain/transfer-owner.ts';
import { isUnfinished } from '../../domain/unfinished.ts';
import type { LeftEntry, Upkeep } from '../../store/upkeep.ts';
import { shellWord } from '../../domain/shell-word.ts';
import { type Ailment, type DoctorCheck, told } from './doctor-check.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A killed process leaves the directory that it worked in (an index and objects of a snapshot, a signature), or a file. Only a directory that says so itself is ours. */
export const leftovers: DoctorCheck = {
  id: 'leftovers',
  description: 'no temporary directory or file of ours is older than a day',
  ofMachine: true,
  look: ({ upkeep, clock }, examined) => {
    const isScratch = (entry: LeftEntry) => entry.kind === 'directory' && entry.mine && isLeft(upkeep, entry);
    const isShared = (entry: LeftEntry) => isFile(entry) || isOfTransfer(upkeep, entry);
    const isOld = ({ modified_ms }: LeftEntry) => clock.now().getTime() - modified_ms > DAY_MS;
    const shared = examined === null ? [] : upkeep.entries(join(examined.paths.commonDir, 'opensession'));
    const ours = [...upkeep.entries(upkeep.temporary).filter(isScratch), ...shared.filter(isShared)];
    const root = examined?.paths.root ?? null;
    const beside = root === null ? [] : upkeep.entries(root).filter(isFile);
    return [
      ...ours.filter(isOld).map((entry): Ailment => ({ ...leftBehind(entry), fix: { kind: 'remove', entry } })),
      ...beside.filter(isOld).map((entry) => leftBehind(entry, `rm ${shellWord(entry.path)}`)),
    ];
  },
};

const leftBehind = ({ path }: LeftEntry, hint?: string): Ailment => told('warning', `${path} was left behind`, hint);

const isFile = ({ path, kind }: LeftEntry): boolean => kind === 'file' && isUnfinished(basename(path));

/** No transfer of another machine takes a day; of this one it is known whether it still runs. */
const isOfTransfer = (upkeep: Upkeep, { path, kind }: LeftEntry): boolean => {
  const owner = kind === 'directory' ? ownerOfTransfer(basename(path)) : undefined;
  return owner !== undefined && isAtWork(owner, upkeep) !== true;
};

const isLeft = (upkeep: Upkeep, { path }: LeftEntry): boolean => {
  const name = basename(path);
  if (!name.startsWith(SCRATCH_PREFIX)) return false;
  const owner = readOwner(upkeep.text(join(path, OWNER_FILE)) ?? '', name);
  return owner !== undefined && isOrphan(owner, upkeep);
};
