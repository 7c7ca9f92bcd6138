import { setTimeout as sleep } from 'node:timers/promises';
import { OpenSessionError } from '../../domain/errors.ts';
import { SESSIONS_BRANCH } from '../../domain/refs.ts';
import { readInfos, readObjects } from '../../git/read-objects.ts';
import type { Place } from '../place.ts';
import { joinBranch } from './join-branch.ts';
import { branchTip } from './read-branch.ts';
import type { PushRequest, PushedBranch, RemoteBranch } from './sessions-store.ts';

/** While others push, each round one of them gets through. */
const TRIES = 200;
const LONGEST_WAIT_MS = 200;

/** Fetches, joins and pushes until the remote has what is here. @throws as SessionsStore.push */
export const pushBranch = async (place: Place, remote: RemoteBranch, request: PushRequest): Promise<PushedBranch> => {
  const seen = new Set<string>();
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const { there, commit } = await meet(place, remote, attempt);
    if (commit === null)
      throw new OpenSessionError('session_not_found', `expected sessions on the branch ${SESSIONS_BRANCH}, found none`);
    if (commit === there) return { commit, changed: false };
    await inspectUnsent(place, { commit, there }, { seen, inspect: request.inspect });
    if ((await remote.push(commit, await leaseOf(place, { commit, there }, request))) === 'done')
      return { commit, changed: true };
    // Not longer each time: whoever pushed last has nothing to join, is the quickest, and would get in again and again.
    await sleep(Math.random() * LONGEST_WAIT_MS);
  }
  throw new OpenSessionError('ref_conflict', `the branch ${SESSIONS_BRANCH} of the remote moved ${TRIES} times`, {
    hint: 'run it again when others have finished',
  });
};

interface Met {
  /** Where the remote is, its commit here. */
  readonly there: string | null;
  /** What is here, joined with it. */
  readonly commit: string | null;
}

/** The remote is asked at first; when it moved, it is fetched at once, and joined while its objects are held. */
const meet = async (place: Place, remote: RemoteBranch, attempt: number): Promise<Met> => {
  const join = async (there: string | null): Promise<Met> => ({
    there,
    commit: there === null ? await branchTip(place) : await joinBranch(place, there),
  });
  if (attempt === 1) {
    const there = await remote.tip();
    if (there === null || (await readInfos(place.git, [there], place))[0] != null) return join(there);
  }
  return remote.fetch(await branchTip(place), join);
};

interface Ends {
  readonly commit: string;
  readonly there: string | null;
}

/** What began anew does not go on from the remote's tip. @throws refused unless that is what was asked for */
const leaseOf = async (place: Place, { commit, there }: Ends, { replace }: PushRequest): Promise<string | null> => {
  if (there === null) return null;
  const args = ['merge-base', '--is-ancestor', there, commit];
  if ((await place.git.run(args, { cwd: place.cwd, allow: [0, 1] })).code === 0) return null;
  if (replace) return there;
  throw new OpenSessionError(
    'refused',
    `the branch ${SESSIONS_BRANCH} was pruned here, and its former history is still at the remote`,
    { hint: 'opensession publish prune --push REMOTE replaces it there' },
  );
};

/** Files and commit messages of all commits that the remote does not have. @param seen what was looked at before; grows */
const inspectUnsent = async (
  place: Place,
  { commit, there }: Ends,
  { seen, inspect }: { readonly seen: Set<string>; readonly inspect: PushRequest['inspect'] },
): Promise<void> => {
  const unsent = (await unsentOf(place, commit, there)).filter(({ id }) => !seen.has(id));
  const infos = await readInfos(
    place.git,
    unsent.map(({ id }) => id),
    place,
  );
  let part: string[] = [];
  let bytes = 0;
  const paths = new Map(unsent.map(({ id, path }) => [id, path === '' ? id : path]));
  const flush = async (): Promise<void> => {
    for (const object of await readObjects(place.git, part, { cwd: place.cwd, limit: MAX_BYTES })) {
      if (object === null) continue;
      for (const text of pieces(object.bytes)) await inspect(text, paths.get(object.id) ?? object.id);
      seen.add(object.id);
    }
    part = [];
    bytes = 0;
  };
  for (const info of infos) {
    if (info?.type !== 'blob' && info?.type !== 'commit') continue;
    if (bytes + info.size > PART_BYTES) await flush();
    part.push(info.id);
    bytes += info.size;
  }
  await flush();
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
