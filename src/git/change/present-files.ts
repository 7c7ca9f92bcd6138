import type { FileState } from '../../domain/path-state.ts';
import { readInfos } from '../read-objects.ts';
import type { PrivateRepository } from './private-repository.ts';

/** Contents that a remote is asked for at once: one that it has not costs a fetch for each half in which it is looked for. */
const MOST_AWAY = 8;

/** Nobody reads a larger file line by line, and comparing hostile ones takes long. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Those whose states are all regular files of at most 4 MiB that are here, or that a remote gives. */
export const presentOnes = async <T>(
  { git, dir, supply }: PrivateRepository,
  asked: readonly T[],
  statesOf: (one: T) => readonly FileState[],
): Promise<readonly T[]> => {
  const files = asked.filter((one) => statesOf(one).every(({ mode }) => mode.startsWith('100')));
  if (files.length === 0) return [];
  const ids = [...new Set(files.flatMap((one) => statesOf(one).map(({ oid }) => oid)))];
  let infos = await readInfos(git, ids, { cwd: dir });
  const away = ids.filter((_, at) => infos[at] === null);
  if (!supply.whole && away.length > 0) {
    await supply.blobs(away.slice(0, MOST_AWAY), 'head');
    infos = await readInfos(git, ids, { cwd: dir });
  }
  const found = new Set(infos.flatMap((info) => (info?.type === 'blob' && info.size <= MOST_BYTES ? info.id : [])));
  return files.filter((one) => statesOf(one).every(({ oid }) => found.has(oid)));
};
