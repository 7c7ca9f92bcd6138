import { OpenSessionError } from '../../domain/errors.ts';
import { type ArtifactId, artifactIdOfRef, artifactNameOf, artifactRef } from '../../domain/refs.ts';
import { type Removed, isRemoved } from '../../domain/tombstone.ts';
import type { Transfer } from '../../git/transfer/open-transfer.ts';
import { updateRefs } from '../../git/update-ref.ts';
import { isContended } from '../retry-moved.ts';
import { backOff } from '../back-off.ts';
import type { Place } from '../place.ts';
import { writeThenMove } from '../write-then-move.ts';
import { checkVersions } from './check-versions.ts';
import type { Left } from './exchange-place.ts';
import { fetchEach, MAX_FETCH_BYTES } from './fetch-each.ts';
import { type Joined, type TwoTips, joinHistories } from './join-histories.ts';
import { readLocalTips } from './local-tips.ts';
import { outOfTime } from './send-in-chunks.ts';
import { takingObjects } from './taking-objects.ts';

const CHUNK = 256;
const TRIES = 50;

export interface Received {
  readonly joined: readonly Joined[];
  readonly refused: readonly { readonly artifact_id: string; readonly reason: string }[];
  /** Why it ended before all were asked for. */
  readonly problem: OpenSessionError | null;
}

export interface Receiving {
  readonly place: Place;
  readonly transfer: Transfer;
  readonly left: Left;
  /** A version of ours that was removed is not put on top of theirs: it would be back for everybody. */
  readonly removed: Removed;
  readonly onProgress: (done: number, all: number) => void;
  /** Of each round, not of all together; what alone is larger is refused. Default MAX_FETCH_BYTES. */
  readonly maxBytes?: number;
}

/**
 * Fetches the refs of these artifacts into the transfer's own repository, looks at them, and lets in what is an artifact:
 * each ref moves only from where it was read, and no version that is here is lost. What is refused holds up no other.
 */
export const receiveArtifacts = async (how: Receiving, ids: readonly ArtifactId[]): Promise<Received> => {
  const joined: Joined[] = [];
  const refused: { artifact_id: string; reason: string }[] = [];
  for (let at = 0; at < ids.length; at += CHUNK) {
    if (how.left() <= 0) return { joined, refused, problem: outOfTime() };
    const refs = ids.slice(at, at + CHUNK).map(artifactRef);
    const { place, left, maxBytes = MAX_FETCH_BYTES } = how;
    const fetched = await fetchEach(how.transfer, refs, { cwd: place.cwd, left, maxBytes });
    for (const [ref, reason] of fetched.refused) refused.push({ artifact_id: artifactNameOf(ref), reason });
    const entered = await letIn(how, byId(fetched.tips));
    joined.push(...entered.joined);
    refused.push(...entered.refused);
    if (fetched.problem !== null) return { joined, refused, problem: fetched.problem };
    how.onProgress(Math.min(at + CHUNK, ids.length), ids.length);
  }
  return { joined, refused, problem: null };
};

const byId = (tips: ReadonlyMap<string, string>): ReadonlyMap<ArtifactId, string> =>
  new Map(
    [...tips].flatMap(([ref, commit]) => {
      const id = artifactIdOfRef(ref);
      return id === undefined ? [] : [[id, commit] as const];
    }),
  );

const letIn = async (
  { place, transfer, removed }: Receiving,
  theirs: ReadonlyMap<ArtifactId, string>,
): Promise<Omit<Received, 'problem'>> => {
  const { tips, problems } = await readLocalTips(place);
  const wrong = await checkVersions({ ...place, git: transfer.git }, theirs, tips.values());
  const refused: { artifact_id: string; reason: string }[] = [];
  const good = new Map<ArtifactId, string>();
  for (const [id, commit] of theirs) {
    const here = problems.get(id);
    const reason =
      wrong.get(id)?.what ?? (here === undefined ? undefined : `what is here under this name is in the way: ${here}`);
    if (reason === undefined) good.set(id, commit);
    else refused.push({ artifact_id: id, reason });
  }
  if (good.size === 0) return { joined: [], refused };
  const taken = { commits: good.values(), known: tips.values() };
  const joined = await takingObjects({ place, from: transfer }, taken, () => moveRefs(place, good, removed));
  return { joined, refused };
};

/** Read, decided and moved again while others move them. @throws ref_conflict, ref_locked */
const moveRefs = async (
  place: Place,
  theirs: ReadonlyMap<ArtifactId, string>,
  removed: Removed,
): Promise<readonly Joined[]> => {
  const done: Joined[] = [];
  let todo = theirs;
  for (let attempt = 1; todo.size > 0; attempt++) {
    const { tips } = await readLocalTips(place);
    const pairs = [...todo].map(([id, commit]): TwoTips => {
      const ours = tips.get(id) ?? null;
      return { artifact_id: id, ours, theirs: commit, isDead: ours !== null && isRemoved(removed, id, ours) };
    });
    const { joined, commits } = await joinHistories(place, pairs);
    const failed = await writeThenMove(place, commits, () => moveAll(place, joined, attempt >= TRIES));
    done.push(...joined.filter(({ artifact_id }) => !failed.has(artifact_id)));
    todo = new Map([...todo].filter(([id]) => failed.has(id)));
    if (todo.size > 0) await backOff(attempt);
  }
  return done;
};

/** In one transaction; one by one where that cannot be. @returns those that could not be moved */
const moveAll = async (place: Place, joined: readonly Joined[], last: boolean): Promise<ReadonlySet<string>> => {
  const changes = joined.flatMap(({ artifact_id, ours, to }) => {
    const ref = artifactRef(artifact_id);
    return ours === to ? [] : [{ id: artifact_id, change: { ref, from: ours, to } }];
  });
  const failed = new Set<string>();
  const move = async (some: typeof changes): Promise<boolean> => {
    try {
      if (some.length > 0)
        await updateRefs(
          place.git,
          place.cwd,
          some.map(({ change }) => change),
        );
      return true;
    } catch (error) {
      if (!isContended(error) || (last && some.length === 1)) throw error;
      return false;
    }
  };
  if (await move(changes)) return failed;
  for (const one of changes) if (!(await move([one]))) failed.add(one.id);
  return failed;
};
