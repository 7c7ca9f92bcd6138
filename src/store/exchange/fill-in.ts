import { ARCHIVE_REF, type ArtifactId, artifactIdOfRef, artifactRef } from '../../domain/refs.ts';
import type { Transfer } from '../../git/transfer/open-transfer.ts';
import type { Place } from '../place.ts';
import { checkGraveyard } from '../tombstones.ts';
import { checkArchive } from './check-archive.ts';
import { checkVersions } from './check-versions.ts';
import type { Left } from './exchange-place.ts';
import { fetchEach, MAX_FETCH_BYTES } from './fetch-each.ts';
import { isNoGraveyard } from './join-tombstones.ts';
import { lackingRefs } from './lacking-refs.ts';
import { takingObjects } from './taking-objects.ts';

export interface Filling {
  readonly place: Place;
  readonly transfer: Transfer;
  readonly left: Left;
  /** Which artifacts, beside the records of what was removed and archived. */
  readonly artifacts: readonly ArtifactId[] | 'all';
  readonly onProgress: (text: string) => void;
}

export interface Filled {
  /** Refs that are whole now. */
  readonly filled: readonly string[];
  /** Refs that are not, and why. */
  readonly lacking: ReadonlyMap<string, string>;
}

/**
 * Brings in what a partial clone left out below refs of ours: those refs are fetched anew, whole, looked at as if nothing
 * of them were here, and their objects taken. No ref moves. @param there refs of the remote
 * @throws remote_unreachable, remote_denied, timed_out
 */
export const fillIn = async (how: Filling, there: ReadonlySet<string>): Promise<Filled> => {
  const { place, transfer, left } = how;
  const wanted = await lackingRefs(place, how.artifacts);
  const lacking = new Map(wanted.map((ref) => [ref, 'it is not all here, and the remote does not have it']));
  const asked = wanted.filter((ref) => there.has(ref));
  if (asked.length === 0) return { filled: [], lacking };
  how.onProgress(`fetching what this clone left out of ${asked.length} refs`);
  const fetched = await fetchEach(transfer, asked, { cwd: place.cwd, left, maxBytes: MAX_FETCH_BYTES, again: true });
  if (fetched.problem !== null) throw fetched.problem;
  const wrong = await wrongAmong({ ...place, git: transfer.git }, fetched.tips);
  for (const [ref, reason] of [...fetched.refused, ...wrong]) lacking.set(ref, reason);
  const good = [...fetched.tips].filter(([ref]) => !wrong.has(ref));
  const taken = { commits: good.map(([, commit]) => commit), known: [], isPromised: true };
  if (good.length > 0) await takingObjects({ place, from: transfer }, taken, () => Promise.resolve());
  // what is there may be another history than the one here
  return good.length === 0 ? { filled: [], lacking } : withoutWhole(how, { filled: [], lacking });
};

/** What is whole by now is lacking no longer: others may have brought it, as the remote's archive does. */
export const withoutWhole = async (
  { place, artifacts }: Pick<Filling, 'place' | 'artifacts'>,
  { filled, lacking }: Filled,
): Promise<Filled> => {
  if (lacking.size === 0) return { filled, lacking };
  const still = new Set(await lackingRefs(place, artifacts));
  return {
    filled: [...filled, ...[...lacking.keys()].filter((ref) => !still.has(ref))],
    lacking: new Map([...lacking].filter(([ref]) => still.has(ref))),
  };
};

const wrongAmong = async (there: Place, tips: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> => {
  const wrong = new Map<string, string>();
  const artifacts = new Map<ArtifactId, string>();
  for (const [ref, tip] of tips) {
    const id = artifactIdOfRef(ref);
    if (id !== undefined) artifacts.set(id, tip);
    else {
      const problem = await problemOf(() => (ref === ARCHIVE_REF ? checkArchive : checkGraveyard)(there, tip, []));
      if (problem !== null) wrong.set(ref, problem);
    }
  }
  const problems = await checkVersions(there, artifacts, []);
  for (const [id, tip] of artifacts) {
    const problem = problems.get(id);
    if (problem !== undefined) wrong.set(artifactRef(id), `${tip}: ${problem.what}`);
  }
  return wrong;
};

const problemOf = async (check: () => Promise<void>): Promise<string | null> => {
  try {
    await check();
    return null;
  } catch (error) {
    if (isNoGraveyard(error)) return error.message;
    throw error;
  }
};
