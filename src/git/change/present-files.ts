import { type FileState, isRegular } from '../../domain/path-state.ts';
import { readInfos } from '../read-objects.ts';
import type { PrivateRepository } from './private-repository.ts';

/** Contents that a remote is asked for at once: one that it has not costs a fetch for each half in which it is looked for. */
const MOST_AWAY = 8;

/** Nobody reads a larger file line by line, and comparing hostile ones takes long. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Of all that is asked at once. Git takes some 10 ms for each MiB that it has to merge (a lock file of 1.4 MB, 40 versions, 24
 * states of the target branch: 40 s), and says twice as much of a file of empty lines, which has to stay below what is read
 * of a git.
 */
const MOST_TOGETHER = 96 * 1024 * 1024;

/**
 * Those whose states are all regular files of at most 4 MiB that are here, or that a remote gives, in the order asked; where
 * these are more than 96 MiB together the smallest: whoever adds large ones takes none of the others away.
 */
export const presentOnes = async <T>(
  { git, dir, supply }: PrivateRepository,
  asked: readonly T[],
  statesOf: (one: T) => readonly FileState[],
): Promise<readonly T[]> => {
  const files = asked.filter((one) => statesOf(one).every(isRegular));
  if (files.length === 0) return [];
  const ids = [...new Set(files.flatMap((one) => statesOf(one).map(({ oid }) => oid)))];
  let infos = await readInfos(git, ids, { cwd: dir });
  const away = ids.filter((_, at) => infos[at] === null);
  if (!supply.whole && away.length > 0) {
    await supply.blobs(away.slice(0, MOST_AWAY), 'head');
    infos = await readInfos(git, ids, { cwd: dir });
  }
  const sizes = new Map(
    infos.flatMap((info) => (info?.type === 'blob' && info.size <= MOST_BYTES ? [[info.id, info.size] as const] : [])),
  );
  const present = files.filter((one) => statesOf(one).every(({ oid }) => sizes.has(oid)));
  return smallest(present, (one) => statesOf(one).reduce((sum, { oid }) => sum + (sizes.get(oid) ?? 0), 0));
};

/** In their order; of equal ones the first. */
const smallest = <T>(all: readonly T[], sizeOf: (one: T) => number): readonly T[] => {
  let left = MOST_TOGETHER;
  const sized = all.map((one, at) => ({ at, size: sizeOf(one) })).sort((a, b) => a.size - b.size);
  const taken = new Set(sized.flatMap(({ at, size }) => ((left -= size) >= 0 ? [at] : [])));
  return all.filter((_, at) => taken.has(at));
};
