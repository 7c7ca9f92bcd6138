import { OpenSessionError } from '../../domain/errors.ts';
import { TOMBSTONES_REF } from '../../domain/refs.ts';
import { readInfos } from '../../git/read-objects.ts';
import type { Place } from '../place.ts';
import type { Graveyard } from '../tombstones.ts';

const MIB = 1024 * 1024;
/** A record of removals as a whole. Twice what is honest; all of it is read with each push and fetch. */
const MOST_BYTES = 128 * MIB;
/** Of the names in it, far below what is read of one that is here: what is removed here must still find room. */
const MOST_NAMES = 32 * MIB;

/**
 * Removals only grow, and a remote can add to them with each fetch: what comes has to fit beside what is here, and what
 * is sent into what others take in.
 * @param there where the objects of both can be read @throws too_many_bytes
 */
export const checkRoom = async (
  there: Place,
  { here, fresh }: { readonly here: Graveyard['files']; readonly fresh: Graveyard['files'] },
): Promise<void> => {
  if (fresh.size === 0) return;
  const all = new Map([...here, ...fresh]);
  let names = 0;
  for (const path of all.keys()) names += path.length;
  refuseOver(MOST_NAMES, names, 'names');
  let bytes = 0;
  // a text that stands under many names is read for each
  for (const info of await readInfos(there.git, [...all.values()], there)) bytes += info?.size ?? 0;
  refuseOver(MOST_BYTES, bytes, 'removals');
};

const refuseOver = (most: number, found: number, what: string): void => {
  if (found > most)
    throw new OpenSessionError(
      'too_many_bytes',
      `together they are more than is kept: ${Math.ceil(found / MIB)} of ${most / MIB} MiB of ${what}; ${WAYS.join('; ')}`,
    );
};

/** What one clone forgets comes back from the remote, and what the remote forgets from a clone. */
const WAYS = [
  'old ones here are taken out by: opensession session handoff artifact prune --removals AGE',
  `where the remote alone has so many, do so in each clone and begin it anew there: git push REMOTE --delete ${TOMBSTONES_REF}`,
  `where a remote filled the record here, begin it anew: git update-ref -d ${TOMBSTONES_REF}, and fetch from one that is trusted`,
];
