import { OpenSessionError } from '../../domain/errors.ts';
import type { Origin } from '../../domain/named-artifact.ts';
import { fetchObjects, isAbsent, isUnadvertised, type ObjectsWanted } from '../../git/transfer/fetch-objects.ts';
import type { OriginListing, OriginQuestion } from '../../git/transfer/list-origin.ts';
import type { Transfer } from '../../git/transfer/open-transfer.ts';
import type { Place } from '../place.ts';

/** One of the repositories of a change, as far as its artifacts go. */
export interface OriginRemote {
  readonly origin: Origin;
  readonly transfer: Transfer;
  readonly timeoutMs: number;
  list(question: OriginQuestion): Promise<OriginListing>;
}

/** Fetches that may fail for one list: half a dozen bad ones among thousands are found, and no list fails for ever. */
const MOST_FAILURES = 64;

/**
 * Fetches into a place. An object that is not there, that git refuses, or that is too large makes a whole fetch fail:
 * halves are fetched, until it stands alone and is left out. @throws remote_unreachable, remote_denied
 */
export const fetchInto = async (
  { transfer, timeoutMs }: Pick<OriginRemote, 'transfer' | 'timeoutMs'>,
  place: Place,
  wanted: ObjectsWanted & { readonly maxBytes: number; readonly tries?: { left: number } },
): Promise<void> => {
  const { ids, maxBytes } = wanted;
  if (ids.length === 0) return;
  try {
    await fetchObjects({ ...transfer, dir: place.cwd }, wanted, { timeoutMs, maxBytes });
  } catch (error) {
    const tries = wanted.tries ?? { left: MOST_FAILURES };
    if (!isOfObjects(error)) throw error;
    if (ids.length === 1 || tries.left-- <= 0) return;
    const half = Math.ceil(ids.length / 2);
    for (const some of [ids.slice(0, half), ids.slice(half)])
      await fetchInto({ transfer, timeoutMs }, place, { ...wanted, tries, ids: some });
  }
};

const isOfObjects = (error: unknown): boolean =>
  isAbsent(error) ||
  isUnadvertised(error) ||
  (error instanceof OpenSessionError && (error.code === 'git_failed' || error.code === 'too_many_bytes'));
