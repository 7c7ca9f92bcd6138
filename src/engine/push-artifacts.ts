import { OpenSessionError } from '../domain/errors.ts';
import {
  ARCHIVE_REF,
  type ArtifactId,
  TOMBSTONES_REF,
  artifactIdOf,
  artifactRef,
  isArtifactId,
} from '../domain/refs.ts';
import type { Kept, PushOutcome } from '../store/exchange/push-order.ts';
import { chooseRemote, type RemoteChoice } from './choose-remote.ts';
import type { World } from './ports.ts';

export interface PushRequest {
  /** Artifacts by id or ref; none: all. */
  readonly ids: readonly string[];
  /** Only those whose session ran on this branch. */
  readonly branch?: string;
  readonly remote?: string;
  readonly allowRemote?: boolean;
  readonly dryRun?: boolean;
  readonly timeoutMs: number;
  readonly onProgress: (text: string) => void;
}

export interface PushResult {
  readonly remote: {
    readonly name: string;
    /** Without credentials. */
    readonly address: string;
    /** `now`: by this command, for later ones as well. */
    readonly chosen: 'before' | 'now' | 'no';
    /** What cannot be known from here. */
    readonly unknown: readonly string[];
  } | null;
  readonly dry_run: boolean;
  /** What was moved at the remote, or would be. */
  readonly refs: readonly {
    readonly ref: string;
    /** What the remote has; null: nothing. */
    readonly from: string | null;
    /** null: it is deleted there. */
    readonly to: string | null;
    /** Of what it alone or it first would bring, uncompressed. Only in a dry run. */
    readonly bytes?: number;
  }[];
  /** That would leave; null unless it is a dry run. */
  readonly bytes: number | null;
  /** Versions of others that came in on the way. */
  readonly joined: readonly { readonly ref: string; readonly from: string | null; readonly to: string }[];
  readonly unchanged: number;
  /** Records that were damaged here, and came whole from the remote. */
  readonly mended: readonly string[];
  readonly kept: readonly Kept[];
  readonly queued: number;
  /** Why it ended before everything was answered. */
  readonly problem: OpenSessionError | null;
}

type PushWorld = Pick<World, 'cwd' | 'exchange' | 'store'>;

/**
 * Sends artifacts to the remote that was chosen for them. What could not be sent is in the result, with the reason.
 * @throws invalid_artifact_id, artifact_not_found, refused, usage, push_busy; with dryRun also what a remote answers
 */
export const pushArtifacts = async (world: PushWorld, request: PushRequest): Promise<PushResult> => {
  const ids = await wanted(world, request);
  // A branch without an artifact costs a push of it nothing: no remote is asked.
  if (ids !== 'all' && ids.length === 0) return { ...NOTHING, dry_run: request.dryRun === true };
  const exchange = await world.exchange(world.cwd);
  const asked = request.remote === undefined ? {} : { remote: request.remote };
  const choice = await chooseRemote(exchange, { ...asked, allow: request.allowRemote === true });
  const { remote, isNew } = choice;
  const { timeoutMs, onProgress } = request;
  const order = { remote, ids, timeoutMs, onProgress };
  if (request.dryRun === true) {
    const { outcome, bytes, sizes } = await exchange.preview(order);
    const result = resultOf(outcome);
    const refs = result.refs.map((moved) => ({ ...moved, bytes: sizes.get(moved.to ?? '') ?? 0 }));
    return { ...result, remote: told(choice, 'no'), dry_run: true, refs, bytes, queued: 0 };
  }
  if (isNew) await exchange.choose(remote);
  return { ...resultOf(await exchange.push(order)), remote: told(choice, 'now') };
};

const NOTHING: PushResult = {
  remote: null,
  dry_run: false,
  refs: [],
  bytes: null,
  joined: [],
  unchanged: 0,
  mended: [],
  kept: [],
  queued: 0,
  problem: null,
};

const wanted = async (world: PushWorld, { ids, branch }: PushRequest): Promise<readonly ArtifactId[] | 'all'> => {
  const named = ids.map(artifactIdOf);
  if (branch === undefined) return named.length === 0 ? 'all' : named;
  if (named.length > 0)
    throw new OpenSessionError('usage', 'expected ids of artifacts or --branch, found both', {
      hint: 'push them one after the other',
    });
  const entries = await (await world.store(world.cwd)).list();
  return entries.flatMap(({ artifact_id, branch: of, problem }) =>
    of === branch && problem === null && isArtifactId(artifact_id) ? [artifact_id] : [],
  );
};

const told = ({ remote, isNew }: RemoteChoice, now: 'now' | 'no'): PushResult['remote'] => ({
  name: remote.name,
  address: remote.address,
  chosen: isNew ? now : 'before',
  unknown: ['whether the repository is public', 'who can read it'],
});

const resultOf = (outcome: PushOutcome): Omit<PushResult, 'remote'> => {
  const { sent, deleted, archive, removals, joined, same, mended, kept, queued, problem } = outcome;
  return {
    dry_run: false,
    refs: [
      ...(archive.sent === null ? [] : [{ ref: ARCHIVE_REF, ...archive.sent }]),
      ...(removals === null ? [] : [{ ref: TOMBSTONES_REF, ...removals }]),
      ...sent.map(({ artifact_id, from, to }) => ({ ref: artifactRef(artifact_id), from, to })),
      ...deleted.map(({ artifact_id, from }) => ({ ref: artifactRef(artifact_id), from, to: null })),
    ],
    bytes: null,
    joined: [
      ...(archive.joined === null ? [] : [{ ref: ARCHIVE_REF, ...archive.joined }]),
      ...joined.flatMap(({ artifact_id, ours, to }) =>
        ours === to ? [] : [{ ref: artifactRef(artifact_id), from: ours, to }],
      ),
    ],
    unchanged: same.length,
    mended,
    kept,
    queued,
    problem,
  };
};
