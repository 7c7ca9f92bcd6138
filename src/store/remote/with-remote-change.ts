import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../../domain/errors.ts';
import { HANDOFF_PREFIX, SESSIONS_REF } from '../../domain/refs.ts';
import { makeBareRepository } from '../../git/bare-repository.ts';
import { type OpenChange, openChange } from '../../git/change/open-change.ts';
import { withPrivateDirectory } from '../../git/change/private-repository.ts';
import { remoteObjects } from '../../git/change/remote-objects.ts';
import { supplyFrom } from '../../git/change/remote-supply.ts';
import { gitIn } from '../../git/git-in.ts';
import type { Git, RepositoryPaths } from '../../git/git.ts';
import { listOrigin, type OriginListing } from '../../git/transfer/list-origin.ts';
import { reachRemote, type Transfer } from '../../git/transfer/open-transfer.ts';
import { isAway } from '../../git/transfer/remote-error.ts';
import { plainAccess, type RemoteAccess } from '../../git/transfer/remote-access.ts';
import type { ArtifactSearch } from '../artifact-search.ts';
import type { Place } from '../place.ts';
import type { OriginRemote } from './origin-remote.ts';
import { type ListedOrigin, searchRemotes } from './search-remotes.ts';
import { isObjectId } from '../../domain/is-object-id.ts';

export interface RemoteChangeRequest {
  /** The repository that is merged into. `ref`: a branch or full ref; default: what its HEAD names. */
  readonly base: RemoteAccess & {
    readonly ref?: string | undefined;
    /** In place of its tip: where the branch itself was pushed, what it was before. */
    readonly commit?: string | undefined;
  };
  /** The full id of the commit that is judged, and the repository (a fork) that brings it; default: that of base. */
  readonly head: { readonly sha: string; readonly from?: RemoteAccess | undefined };
  /** Of each talk with a remote, milliseconds; default 120,000. */
  readonly timeoutMs?: number | undefined;
}

export interface OpenRemoteChange {
  readonly change: OpenChange;
  readonly search: ArtifactSearch;
  /** The head comes from a repository that nobody here may read, or that is gone. */
  readonly fork_unread: boolean;
}

interface Around {
  readonly git: Git;
  readonly clock: Place['clock'];
  /** The user's GIT_SSH_COMMAND. */
  readonly ssh: string | undefined;
}

/** Of all that a change's own objects may come to. */
const MAX_BYTES = 1024 * 1024 * 1024;
const TIMEOUT_MS = 120_000;

/**
 * A change between remotes and the artifacts in them, in directories of its own that are deleted when `work` ends. The
 * workspace that the process runs in is not looked at.
 * @throws usage, refused (a transport), history_incomplete, remote_unreachable, remote_denied, timed_out, git_failed
 */
export const withRemoteChange = async <T>(
  around: Around,
  request: RemoteChangeRequest,
  work: (opened: OpenRemoteChange) => Promise<T>,
): Promise<T> => {
  const { head } = request;
  const format = formatOf(head.sha);
  return withPrivateDirectory(around.git, async (parent) => {
    const dir = join(parent, 'change');
    mkdirSync(dir);
    makeBareRepository(dir, { format, objects: null });
    const timeoutMs = request.timeoutMs ?? TIMEOUT_MS;
    const base = await reach(around, dir, request.base);
    const isFork = head.from !== undefined && plainAccess(head.from).address !== plainAccess(request.base).address;
    const { listing, ref, tip: now } = await lookAtBase(base, request.base.ref, timeoutMs);
    const tip = request.base.commit ?? now;
    const origins = [{ remote: originOf('base', base, timeoutMs), listing }];
    const fork = isFork && head.from !== undefined ? await reach(around, dir, head.from) : base;
    const away = isFork ? await lookAtFork(originOf('head', fork, timeoutMs), origins) : null;
    const limits = { timeoutMs, maxBytes: MAX_BYTES };
    const objects = remoteObjects({ base, head: away === null ? fork : base, limits });
    const place = { git: gitIn(around.git, dir), dir, object_format: format };
    const supply = await supplyFrom(place, { base: tip, head: head.sha }, objects).catch((error: unknown) => {
      throw error instanceof OpenSessionError && error.code === 'history_incomplete' ? (away ?? error) : error;
    });
    const commit = await commitOf(place, head.sha);
    const change = openChange({ ...place, supply, compared: new Map() }, { head: commit, base: tip, base_ref: ref });
    const search = searchRemotes({ git: around.git, parent, format, clock: around.clock }, origins);
    return work({ change, search, fork_unread: away !== null });
  });
};

/** Forges keep the head of a pull request beside the branches of its target. @returns why the fork gives nothing */
const lookAtFork = async (remote: OriginRemote, origins: ListedOrigin[]): Promise<unknown> => {
  try {
    origins.push({ remote, listing: await remote.list({ refs: [SESSIONS_REF], prefix: HANDOFF_PREFIX }) });
    return null;
  } catch (error) {
    if (isAway(error)) return error;
    throw error;
  }
};

/** What a tag is about; the id itself of a commit. @throws usage */
const commitOf = async ({ git, dir }: { readonly git: Git; readonly dir: string }, id: string): Promise<string> => {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${id}^{commit}`];
  const { code, stdout } = await git.run(args, { cwd: dir, allow: [0, 1, 128] });
  if (code === 0) return stdout.toString('utf8').trim();
  throw new OpenSessionError('usage', `expected the id of a commit, found ${id}, which is none`);
};

const formatOf = (sha: string): RepositoryPaths['objectFormat'] => {
  if (!isObjectId(sha))
    throw new OpenSessionError('usage', `expected the full id of a commit, found ${JSON.stringify(sha.slice(0, 100))}`);
  return sha.length === 40 ? 'sha1' : 'sha256';
};

const reach = ({ git, ssh }: Around, dir: string, access: RemoteAccess): Promise<Transfer> => {
  const { address, settings } = plainAccess(access);
  return reachRemote(git, { dir, cwd: dir, address, ssh, settings });
};

const originOf = (origin: OriginRemote['origin'], transfer: Transfer, timeoutMs: number): OriginRemote => ({
  origin,
  transfer,
  timeoutMs,
  list: (question) => listOrigin(transfer, question, timeoutMs),
});

/** The tip now, not what an event said when it began. */
const lookAtBase = async (
  base: Transfer,
  asked: string | undefined,
  timeoutMs: number,
): Promise<{ readonly listing: OriginListing; readonly ref: string; readonly tip: string }> => {
  const names = asked === undefined ? [] : asked.startsWith('refs/') ? [asked] : [`refs/heads/${asked}`];
  const first = await listOrigin(base, { refs: [...names, SESSIONS_REF], prefix: HANDOFF_PREFIX }, timeoutMs);
  const ref = names[0] ?? first.default_branch;
  const known = ref === null ? undefined : first.refs.get(ref);
  if (ref !== null && known !== undefined) return { listing: first, ref, tip: known };
  const again =
    ref === null || asked !== undefined ? null : await listOrigin(base, { refs: [ref], prefix: '' }, timeoutMs);
  const tip = ref === null ? undefined : again?.refs.get(ref);
  if (ref !== null && tip !== undefined) return { listing: first, ref, tip };
  throw new OpenSessionError(
    'usage',
    `expected a branch ${JSON.stringify((asked ?? 'HEAD').slice(0, 200))} in the remote, found none`,
    { hint: 'name the branch that is merged into: --base BRANCH' },
  );
};
