import { OpenSessionError } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import { artifactIdOf } from '../domain/refs.ts';
import { type Retention, type WorkRecord, judgeRetention } from '../domain/retention.ts';
import { type HistoryCut, historyCut, retentionFindings } from '../domain/retention-findings.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';
import type { ArtifactArchive, FoldResult } from '../store/archive/archive.ts';
import type { World } from './ports.ts';

export interface ArchiveRequest {
  /** Ids or refs; none: all that the other two select. */
  readonly idsOrRefs: readonly string[];
  readonly merged: boolean;
  /** Milliseconds since the last save. */
  readonly olderThan?: number;
  /** The branch that others are merged into. */
  readonly into?: string;
  /** Also what is named and an open branch is judged by. */
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

export interface ArchiveResult {
  readonly into: string | null;
  /** Each live artifact, or each that was named, and what became of it (would become, in a dry run). */
  readonly artifacts: readonly Retention[];
  readonly archived: number;
  /** Artifacts that are live afterwards, and what there is to say of so many. */
  readonly live: number;
  readonly findings: readonly Finding[];
  readonly dry_run: boolean;
}

/**
 * Folds live artifacts into the archive: those named, those whose work is merged, or those not saved for long. What an
 * open branch is judged by stays live, with the branch; named ones of that kind are refused, all, unless forced.
 * @throws usage (nothing selects; no such branch), invalid_artifact_id, artifact_not_found, refused, artifact_corrupt,
 * ref_conflict, ref_locked, no_space, read_only
 */
export const archiveArtifacts = async (
  world: Pick<World, 'store' | 'cwd' | 'clock'>,
  request: ArchiveRequest,
): Promise<ArchiveResult> => {
  const ids = new Set<string>(request.idsOrRefs.map(artifactIdOf));
  if (ids.size === 0 && !request.merged && request.olderThan === undefined)
    throw new OpenSessionError('usage', 'expected artifacts to archive, found none named and nothing that selects', {
      hint: 'see what would go: opensession session handoff artifact archive --merged --dry-run',
    });
  const store = await world.store(world.cwd);
  const { archive } = store;
  const all = await archive.work();
  const work = chosen(all, ids);
  const facts = await archive.branches(questionOf(work, request));
  if (request.merged && facts.into === null)
    throw new OpenSessionError(
      'usage',
      'expected a branch that others are merged into, found no main, master or remote HEAD',
      {
        hint: 'name it: --into BRANCH',
      },
    );
  const policy = {
    ids,
    merged: request.merged,
    olderThan: request.olderThan ?? null,
    notBefore: await archive.notBefore(request.olderThan === undefined ? [] : work.map(({ commit }) => commit)),
    now: world.clock.now().getTime(),
  };
  const judged = work.map((one) => forced(judgeRetention(one, facts, policy), request));
  refuseUnreadable(work, ids);
  refuseNeeded(judged, ids);
  const folded = request.dryRun === true ? null : await fold(archive, judged);
  const artifacts = folded === null ? judged : outcomes(judged, folded);
  const going = artifacts.filter(({ action }) => action === 'archive');
  const archived = folded?.archived.length ?? going.length;
  const live = all.length - archived;
  const findings = retentionFindings(live, await cutAmong(store, going, request.dryRun !== true));
  return { into: facts.into, artifacts, archived, live, findings, dry_run: request.dryRun === true };
};

/** Of one whose older versions are not here. */
const cutAmong = async (
  store: ArtifactStore,
  going: readonly Retention[],
  isDone: boolean,
): Promise<HistoryCut | null> => {
  const isCut = (some: readonly Retention[]): Promise<boolean> => store.isCut(...some.map(({ commit }) => commit));
  if (!(await isCut(going))) return null;
  let left = going;
  while (left.length > 1) {
    const [first, rest] = [left.slice(0, left.length / 2), left.slice(left.length / 2)];
    left = (await isCut(first)) ? first : rest;
  }
  return historyCut(artifactIdOf(left[0]?.artifact_id ?? ''), {
    verb: 'archive',
    isDone,
    remote: await store.homeRemote(),
  });
};

/** @throws artifact_not_found */
const chosen = (work: readonly WorkRecord[], ids: ReadonlySet<string>): readonly WorkRecord[] => {
  const known = new Set<string>(work.map(({ id }) => id));
  const unknown = [...ids].filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw new OpenSessionError(
      'artifact_not_found',
      `expected live artifacts, found none called ${unknown.join(', ')}`,
      {
        hint: 'see which there are: opensession session handoff artifact list',
      },
    );
  return ids.size === 0 ? work : work.filter(({ id }) => ids.has(id));
};

/** Work may be committed a while before its artifact is saved last. */
const MARGIN_MS = 30 * 24 * 60 * 60 * 1000;

const questionOf = (work: readonly WorkRecord[], { into, merged }: ArchiveRequest) => {
  const times = work.map(({ updated_at }) => Date.parse(updated_at ?? ''));
  const known = times.filter((time) => !Number.isNaN(time));
  const oldest = known.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  return {
    commits: work.flatMap(({ commits }) => commits),
    since: merged && known.length < times.length ? null : Number.isFinite(oldest) ? new Date(oldest - MARGIN_MS) : null,
    ...(into === undefined ? {} : { into }),
  };
};

const forced = (judged: Retention, { force, idsOrRefs }: ArchiveRequest): Retention =>
  force === true && idsOrRefs.length > 0 && judged.reason === 'open-branch'
    ? { ...judged, action: 'archive', reason: 'named' }
    : judged;

/** What is named and cannot be read would stay where it is without a word. */
const refuseUnreadable = (work: readonly WorkRecord[], ids: ReadonlySet<string>): void => {
  const unread = work.find(({ id, problem, isIncomplete }) => ids.has(id) && problem !== null && isIncomplete !== true);
  if (unread === undefined) return;
  throw new OpenSessionError(
    'artifact_corrupt',
    `expected artifacts that can be read, found ${unread.id}: ${unread.problem}`,
    {
      hint: 'nothing was archived; to set it aside: opensession doctor --fix',
    },
  );
};

const refuseNeeded = (judged: readonly Retention[], ids: ReadonlySet<string>): void => {
  const needed = judged.filter(({ artifact_id, reason }) => ids.has(artifact_id) && reason === 'open-branch');
  if (needed.length === 0) return;
  const told = needed.map(({ artifact_id, branch }) => `${artifact_id} (${branch})`).join(', ');
  throw new OpenSessionError('refused', `expected artifacts that no open branch is judged by, found ${told}`, {
    hint: 'nothing was archived; to archive them all the same: --force',
  });
};

const fold = (archive: ArtifactArchive, judged: readonly Retention[]): Promise<FoldResult> =>
  archive.fold(
    judged
      .filter(({ action }) => action === 'archive')
      .map(({ artifact_id, commit }) => ({ id: artifactIdOf(artifact_id), commit })),
  );

const outcomes = (judged: readonly Retention[], { stayed }: FoldResult): readonly Retention[] => {
  const reasons = new Map<string, Retention['reason']>(stayed.map(({ id, reason }) => [id, reason]));
  return judged.map((one) => {
    const reason = reasons.get(one.artifact_id);
    return reason === undefined ? one : { ...one, action: 'stay', reason, branch: null };
  });
};
