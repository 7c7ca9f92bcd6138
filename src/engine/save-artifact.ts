import type { SessionSource } from '../agents/agent.ts';
import type { Artifact, ArtifactSource } from '../domain/artifact.ts';
import { OpenSessionError } from '../domain/errors.ts';
import type { Handoff } from '../domain/handoff.ts';
import { type ArtifactId, artifactRef, toArtifactId } from '../domain/refs.ts';
import { redactFacts } from '../redact/redact-facts.ts';
import { scanFinal } from '../redact/scan-final.ts';
import type { ArtifactStore, NextVersion, SavedArtifact } from '../store/artifact-store.ts';
import type { StoredArtifact } from '../store/kept-artifact.ts';
import { type Derived, type Kept, composeVersion, inOrder } from './compose-version.ts';
import type { World } from './ports.ts';
import { askSaid, type RecordedStates, recordStates, type SaidBySession } from './record-states.ts';
import { saidByHandoff } from './said-by-handoff.ts';
import { savedClaims } from './saved-claims.ts';
import { type SourceStamp, type StampWorld, shortPath, stampSource } from './source-stamp.ts';
import { type SignedVersion, signVersion } from './sign-version.ts';
import { staleReasons } from './stale-sources.ts';

export type ArtifactWorld = StampWorld & Pick<World, 'version' | 'clock' | 'store' | 'signing' | 'saveFacts'>;

/** A session's handoff and where it came from. `stamp`: of the source before it was read, else it is taken at save. */
export interface BuiltSession {
  readonly handoff: Handoff;
  readonly source: SessionSource;
  readonly stamp?: SourceStamp;
  /** What the log says of files, raw; absent: what the handoff says. */
  readonly said?: SaidBySession;
}

export interface SaveRequest {
  readonly sessions: readonly BuiltSession[];
  readonly derive: (handoffs: readonly Handoff[]) => Derived | Promise<Derived>;
  /** Absent: a new id from the time; the ref must not exist. */
  readonly artifactId?: string;
  readonly payloadFormat?: Artifact['payload_format'];
  readonly dryRun?: boolean;
}

export interface SaveResult {
  readonly artifact_id: string;
  readonly ref: string;
  readonly source_count: number;
  readonly stale: boolean;
  readonly commit: string | null;
  /** false: the same content was there, or nothing was written (dry run). */
  readonly changed: boolean;
  /** Why a person who signs their commits has no signature here; null: there is one, or they do not sign. */
  readonly unsigned: string | null;
}

/**
 * Keeps handoffs as one artifact of the current repository. Under an id that exists a version is added, and the time of
 * creation stays. @throws not_a_repository, session_not_found, invalid_artifact_id, ref_conflict, ref_locked, no_space, read_only
 */
export const saveArtifact = async (world: ArtifactWorld, request: SaveRequest): Promise<SaveResult> => {
  if (request.sessions.length === 0)
    throw new OpenSessionError('session_not_found', 'expected at least one session to keep, found none');
  const given = request.artifactId === undefined ? undefined : toArtifactId(request.artifactId.trim());
  const store = await world.store(world.cwd);
  const kept = inOrder(await Promise.all(request.sessions.map((session) => keep(world, session))));
  const derived = await request.derive(kept.map(({ handoff }) => handoff));
  const how = given === undefined ? {} : { saved: () => savedClaims(store, given) };
  const states = await recordStates(world, request.sessions.map(saidOf), how);
  const id = given ?? newArtifactId(world.clock.now());
  let unsigned: string | null = null;
  const version = async (previous: StoredArtifact | null) => {
    const next = await nextVersion(world, {
      id,
      kept,
      derived,
      states,
      previous,
      payloadFormat: request.payloadFormat,
    });
    unsigned = next.unsigned;
    return next;
  };
  const sources = kept.map(({ source }) => source);
  const saved = request.dryRun === true ? null : await save(store, id, { version, fresh: given === undefined });
  return {
    artifact_id: id,
    ref: artifactRef(id),
    source_count: kept.length,
    stale: (await staleReasons(world, sources, 'look')).length > 0,
    commit: saved?.commit ?? null,
    changed: saved?.changed ?? false,
    unsigned,
  };
};

/** `artifact-<UTC yyyymmddTHHMMSSmmm>-<4 letters of base32>`: two saves in one millisecond still differ. */
export const newArtifactId = (now: Date): ArtifactId => {
  const time = now.toISOString().replace(/[-:.Z]/g, '');
  const tail = Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => BASE32[byte % 32]).join('');
  return toArtifactId(`artifact-${time}-${tail}`);
};

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

const save = async (
  store: ArtifactStore,
  id: ArtifactId,
  how: {
    readonly version: (previous: StoredArtifact | null) => Promise<NextVersion>;
    readonly fresh: boolean;
  },
): Promise<SavedArtifact> =>
  how.fresh ? store.save({ id, ...(await how.version(null)), expect: null }) : store.append(id, how.version);

export const saidOf = ({ said, handoff }: Pick<BuiltSession, 'said' | 'handoff'>): SaidBySession =>
  said ?? saidByHandoff(handoff);

const keep = async (world: ArtifactWorld, session: BuiltSession): Promise<Kept> => {
  const stamp = session.stamp ?? (await stampSource(world, session.source));
  return { handoff: session.handoff, source: await sourceRecord(world, { ...session, stamp }) };
};

/** A source as the artifact keeps it. A path in which something is redacted is not found again: better so than told. */
export const sourceRecord = async (
  world: Pick<World, 'place'>,
  session: Pick<BuiltSession, 'handoff' | 'source' | 'said'> & { readonly stamp: SourceStamp | undefined },
): Promise<ArtifactSource> => {
  const { handoff, source, stamp } = session;
  const named = { path: shortPath(world.place, source.path), ...(source.key === undefined ? {} : { key: source.key }) };
  const { path, key } = (await redactFacts(named, { home: world.place.home, elsewhere: askSaid([saidOf(session)]) }))
    .value;
  return {
    session_id: handoff.session_id,
    tool: handoff.tool,
    model: handoff.model,
    source_path: isForeignHome(named.path, path) ? `[elsewhere]${path.slice(1)}` : path,
    source_mtime_ms: stamp?.source_mtime_ms ?? 0,
    source_size: stamp?.source_size ?? 0,
    ...(stamp?.source_digest === undefined ? {} : { source_digest: stamp.source_digest }),
    ...(key === undefined ? {} : { source_key: key }),
    agent: source.agent,
  };
};

/** Another home than this person's must not be read as this one's. */
const isForeignHome = (path: string, redacted: string): boolean => redacted.startsWith('~') && !path.startsWith('~');

/** The next version after `previous`; when only times would differ, exactly `previous`, so that nothing is added. */
export const nextVersion = async (
  world: Pick<World, 'version' | 'clock' | 'signing' | 'cwd'>,
  next: {
    readonly id: ArtifactId;
    readonly kept: readonly Kept[];
    readonly derived: Derived;
    readonly states: RecordedStates | null;
    readonly previous: StoredArtifact | null;
    readonly payloadFormat?: Artifact['payload_format'] | undefined;
  },
): Promise<Awaited<ReturnType<typeof composeVersion>> & SignedVersion> => {
  const signed = <Version extends NextVersion>(version: Version) =>
    signVersion(world, version, { artifact_id: next.id, previous: next.previous });
  const before = next.previous?.artifact;
  const now = world.clock.now().toISOString();
  const head = {
    artifact_id: next.id,
    created_at: before?.created_at ?? now,
    payload_format: next.payloadFormat ?? before?.payload_format ?? 'json',
    producer: { name: 'opensession', version: world.version },
  } as const;
  const recorded = { derived: next.derived, states: next.states, former: next.previous?.message ?? '' };
  const compose = async (kept: readonly Kept[], updated_at: string) =>
    withoutSecrets(await composeVersion({ ...head, updated_at }, kept, recorded));
  if (before?.updated_at !== undefined) {
    const same = await compose(next.kept.map(untouched(before.sources)), before.updated_at);
    if (same.artifact.digest === before.digest) return signed(same);
  }
  return signed(await compose(next.kept, now));
};

/**
 * A last look before anything is written, also at the id and the commit message. Only by rules that know a secret by
 * itself: a cut may leave `TOKEN=proc…` of a harmless line, which is no reason to keep nothing. @throws refused
 */
const withoutSecrets = async <Version extends NextVersion>(version: Version): Promise<Version> => {
  const found = await scanFinal([version.message, ...Object.values(version.files)].join('\n'), { plain: true });
  if (found.length === 0) return version;
  throw new OpenSessionError(
    'refused',
    `expected no secret in what is kept, found ${found.map(({ rule }) => rule).join(', ')}`,
    {
      hint: 'nothing was written; opensession session handoff --validate shows where the rules look',
    },
  );
};

/** A log that was touched or copied, and says the same, is no reason for a version: its former time is taken. */
const untouched =
  (before: readonly ArtifactSource[]) =>
  ({ handoff, source }: Kept): Kept => {
    const same = before.find(
      (former) => former.session_id === source.session_id && former.source_digest === source.source_digest,
    );
    const isSame = same !== undefined && source.source_digest !== undefined;
    return { handoff, source: isSame ? { ...source, source_mtime_ms: same.source_mtime_ms } : source };
  };
