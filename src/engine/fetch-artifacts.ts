import type { OpenSessionError } from '../domain/errors.ts';
import { ARCHIVE_REF, artifactIdOf, artifactRef } from '../domain/refs.ts';
import type { FetchOutcome } from '../store/exchange/fetch-artifacts.ts';
import { sourceRemote } from './choose-remote.ts';
import type { World } from './ports.ts';

export interface FetchRequest {
  /** Artifacts by id or ref; none: all. */
  readonly ids: readonly string[];
  readonly remote?: string;
  /** Deletes refs here that somebody removed. */
  readonly prune?: boolean;
  /** Nothing here is changed: the result says what would be. */
  readonly dryRun?: boolean;
  readonly timeoutMs: number;
  readonly onProgress: (text: string) => void;
}

export interface FetchResult {
  readonly remote: { readonly name: string; readonly address: string };
  readonly dry_run: boolean;
  /** Refs that moved here. `is`: `taken` as it is there, or `joined` with versions that were only here. */
  readonly refs: readonly {
    readonly ref: string;
    readonly from: string | null;
    readonly to: string;
    readonly is: 'taken' | 'joined';
  }[];
  readonly unchanged: number;
  /** What came and is no artifact: it was not let in. */
  readonly refused: FetchOutcome['refused'];
  /** Refs of which this clone had left something out, and which are whole now. */
  readonly filled: readonly string[];
  /** Records that were damaged here, and came whole from the remote. */
  readonly mended: readonly string[];
  /** At the remote still though removed: not brought back. */
  readonly removed: readonly string[];
  /** Here, and removed by somebody; deleted only when that was asked for. */
  readonly dead: FetchOutcome['dead'];
  readonly missing: readonly string[];
  readonly left_out: number;
  readonly problem: OpenSessionError | null;
}

/**
 * Brings artifacts of a remote in. No version that is here is lost, nothing else in the repository is touched.
 * @throws invalid_artifact_id, refused (a transport), usage
 */
export const fetchArtifacts = async (
  world: Pick<World, 'cwd' | 'exchange'>,
  request: FetchRequest,
): Promise<FetchResult> => {
  const ids = request.ids.map(artifactIdOf);
  const exchange = await world.exchange(world.cwd);
  const remote = await sourceRemote(exchange, request.remote);
  const { timeoutMs, onProgress, prune = false, dryRun = false } = request;
  const order = { remote, ids: ids.length === 0 ? ('all' as const) : ids, prune, timeoutMs, onProgress };
  const outcome = dryRun ? await exchange.previewFetch(order) : await exchange.fetch(order);
  const { joined, archive, same, ...rest } = outcome;
  return {
    ...rest,
    remote: { name: remote.name, address: remote.address },
    dry_run: dryRun,
    refs: [
      ...(archive === null ? [] : [{ ref: ARCHIVE_REF, ...archive }]),
      ...joined.flatMap(({ artifact_id, ours, to, is }) =>
        is === 'ahead' ? [] : [{ ref: artifactRef(artifact_id), from: ours, to, is }],
      ),
    ],
    unchanged: same,
  };
};
