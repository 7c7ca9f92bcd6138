import { setTimeout as sleep } from 'node:timers/promises';
import { OpenSessionError } from '../../domain/errors.ts';
import { SESSIONS_BRANCH } from '../../domain/refs.ts';
import { readInfos, readObjects } from '../../git/read-objects.ts';
import type { Place } from '../place.ts';
import { type Joined, joinBranch } from './join-branch.ts';
import { supplyFiles } from './fill-branch.ts';
import { branchTip, requireSessions } from './read-branch.ts';
import type { PushRequest, PushedBranch, RemoteBranch } from './sessions-store.ts';

/** While others push, each round one of them gets through. */
const TRIES = 200;
const LONGEST_WAIT_MS = 200;

/** Fetches, joins and pushes until the remote has what is here. @throws as SessionsStore.push */
export const pushBranch = async (
  place: Place,
  remote: RemoteBranch,
  { inspect, replace }: PushRequest,
): Promise<PushedBranch> => {
  const look = unsentInspector(place, inspect);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const { there, commit, ours, replaces } = await meet(place, remote, attempt);
    if (commit === there) return { commit, changed: false };
    if (replaces && !replace) throw prunedHere();
    await requireSessions(place, commit, there === null ? [] : [there]);
    // what is here of it goes anew, as a whole
    if (replaces) await supplyFiles(place, remote, commit);
    await look({ commit, ours, there });
    if ((await remote.push(commit, replaces ? there : null)) === 'done') return { commit, changed: true };
    // Not longer each time: whoever pushed last has nothing to join, is the quickest, and would get in again and again.
    await sleep(Math.random() * LONGEST_WAIT_MS);
  }
  throw new OpenSessionError('ref_conflict', `the branch ${SESSIONS_BRANCH} of the remote moved ${TRIES} times`, {
    hint: 'run it again when others have finished',
  });
};

/** Where the remote has no branch. */
const alone = async (place: Place): Promise<{ readonly commit: string; readonly ours: string }> => {
  const commit = await branchTip(place);
  if (commit !== null) return { commit, ours: commit };
  throw new OpenSessionError('session_not_found', `expected sessions on the branch ${SESSIONS_BRANCH}, found none`);
};

const prunedHere = (): OpenSessionError =>
  new OpenSessionError(
    'refused',
    `the branch ${SESSIONS_BRANCH} was pruned here, and its former history is still at the remote`,
    { hint: 'opensession publish prune --push replaces it there' },
  );

/** What is here, joined with what is at the remote (its commit is here then; null: it has none). */
type Met = Joined & { readonly there: string | null };

/** The remote is asked at first; when it moved, it is fetched at once, and joined while its objects are held. */
const meet = async (place: Place, remote: RemoteBranch, attempt: number): Promise<Met> => {
  const join = async (there: string | null): Promise<Met> =>
    there === null
      ? { ...(await alone(place)), replaces: false, there }
      : { ...(await joinBranch(place, there)), there };
  if (attempt === 1) {
    const there = await remote.tip();
    if (there === null) return join(null);
    if ((await readInfos(place.git, [there], place))[0] != null) {
      await letOthersIn(place, there);
      const ours = await branchTip(place);
      await requireSessions(place, there, ours === null ? [] : [ours]);
      return join(there);
    }
  }
  return remote.fetch(await branchTip(place), join);
};

const HOT_MS = 5000;

/**
 * Who has the remote's tip has nothing to fetch and join, and could push many times while others do. When the tip is that
 * young, others may be at it.
 */
const letOthersIn = async (place: Place, there: string): Promise<void> => {
  const args = ['rev-list', '--timestamp', '--max-count=1', '--end-of-options', there];
  const { stdout } = await place.git.run(args, { cwd: place.cwd });
  const age = place.clock.now().getTime() - Number(stdout.toString('utf8').split(' ')[0]) * 1000;
  if (Math.abs(age) < HOT_MS) await sleep(Math.random() * HOT_MS);
};

interface Ends {
  readonly commit: string;
  /** The branch's tip before it was joined. */
  readonly ours: string | null;
  readonly there: string | null;
}

/**
 * Looks at files and commit messages of all commits that the remote does not have, each once. A join adds but a commit of
 * ours to what was looked at, and what the remote has.
 */
const unsentInspector = (place: Place, inspect: PushRequest['inspect']): ((ends: Ends) => Promise<void>) => {
  const seen = new Set<string>();
  let inspected: string | null = null;
  const show = async (part: readonly string[], paths: ReadonlyMap<string, string>): Promise<void> => {
    for (const object of await readObjects(place.git, part, { cwd: place.cwd, limit: MAX_BYTES })) {
      if (object === null) continue;
      for (const text of pieces(object.bytes)) await inspect(text, paths.get(object.id) ?? object.id);
      seen.add(object.id);
    }
  };
  return async ({ commit, ours, there }) => {
    if (inspected !== null && ours === inspected) {
      inspected = commit;
      return;
    }
    const unsent = (await unsentOf(place, commit, there)).filter(({ id }) => !seen.has(id));
    const ids = unsent.map(({ id }) => id);
    const paths = new Map(unsent.map(({ id, path }) => [id, path === '' ? id : path]));
    let part: string[] = [];
    let bytes = 0;
    for (const info of await readInfos(place.git, ids, place)) {
      if (info?.type !== 'blob' && info?.type !== 'commit') continue;
      if (bytes + info.size > PART_BYTES) {
        await show(part, paths);
        part = [];
        bytes = 0;
      }
      part.push(info.id);
      bytes += info.size;
    }
    await show(part, paths);
    inspected = commit;
  };
};

/** Read together: bounds memory, but for one that is larger by itself. */
const PART_BYTES = 16 * 1024 * 1024;
const MAX_BYTES = 1024 * 1024 * 1024;

/** `<id> <path>` for each object; a commit has no path. */
const unsentOf = async ({ git, cwd }: Place, commit: string, there: string | null) => {
  const limits = there === null ? [] : [`^${there}`];
  const { stdout } = await git.run(['rev-list', '--objects', '--end-of-options', commit, ...limits], { cwd });
  return stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const [, id, path = ''] = /^([0-9a-f]+)(?: (.*))?$/.exec(line) ?? [];
      return id === undefined ? [] : [{ id, path }];
    });
};

const PIECE = 1 << 20;

function* pieces(bytes: Buffer): Generator<string> {
  for (let at = 0; at < bytes.length;) {
    const end = at + PIECE >= bytes.length ? -1 : bytes.indexOf(0x0a, at + PIECE);
    const next = end < 0 ? bytes.length : end + 1;
    yield bytes.toString('utf8', at, next);
    at = next;
  }
}
