import { parseArtifactMessage, trailersOf } from '../domain/artifact-message.ts';
import { PATH_KEY_BYTES, STATE_KEY_BYTES, unpackKeys } from '../domain/change-keys.ts';
import { ARTIFACTS_PREFIX, type ArtifactId, artifactIdOfRef } from '../domain/refs.ts';
import { nulRecords } from '../git/nul-records.ts';
import type { Place } from './place.ts';

/** By what an artifact may be about a change. Hexadecimal keys of domain/change-keys.ts, full ids. */
export interface CandidateHints {
  readonly ids: ReadonlySet<string>;
  readonly states: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
  readonly commits: ReadonlySet<string>;
}

export interface FoundCandidate {
  readonly id: ArtifactId;
  readonly commit: string;
}

/** Artifacts that are looked at; the rest had fewer keys in common. */
const MOST = 64;
const MAX_MESSAGE = 64 * 1024;

/**
 * Live artifacts that may be about a change, from one `for-each-ref`: those named, then those with the most states in
 * common, then those that touch the same paths; of equal ones the newest, so that old decoys displace nothing. Hints only: each is read and computed anew.
 */
export const findCandidates = async (place: Place, hints: CandidateHints): Promise<readonly FoundCandidate[]> => {
  const found: (FoundCandidate & { readonly rank: number; readonly time: number })[] = [];
  const onOutput = nulRecords(4, ([ref = '', commit = '', time = '', message = '']) => {
    const id = artifactIdOfRef(ref);
    if (id === undefined) return;
    const rank = hints.ids.has(id) ? Number.POSITIVE_INFINITY : rankOf(message.slice(0, MAX_MESSAGE), hints);
    if (rank > 0) found.push({ id, commit, rank, time: Number(time) });
  });
  const args = ['for-each-ref', FORMAT, '--end-of-options'];
  await place.git.run([...args, ARTIFACTS_PREFIX], { cwd: place.cwd, onOutput });
  return found
    .sort((a, b) => (a.rank === b.rank ? b.time - a.time || (a.id < b.id ? -1 : 1) : b.rank - a.rank))
    .slice(0, MOST)
    .map(({ id, commit }) => ({ id, commit }));
};

const FORMAT = '--format=%(refname)%00%(objectname)%00%(committerdate:unix)%00%(contents)%00';

/** One state in common outweighs every path. */
const STATE_WEIGHT = 1000;

const rankOf = (message: string, hints: CandidateHints): number => {
  if (parseArtifactMessage(message) === undefined) return 0;
  const trailers = trailersOf(message);
  const keys = (key: string, bytes: number) => (trailers.get(key) ?? []).flatMap((text) => unpackKeys(text, bytes));
  const count = (all: readonly string[], asked: ReadonlySet<string>) => all.filter((key) => asked.has(key)).length;
  const states = count([...keys('States', STATE_KEY_BYTES), ...keys('Patches', STATE_KEY_BYTES)], hints.states);
  const commits = count((trailers.get('Commits') ?? []).join(' ').split(' '), hints.commits);
  return (states + commits) * STATE_WEIGHT + count(keys('Paths', PATH_KEY_BYTES), hints.paths);
};
