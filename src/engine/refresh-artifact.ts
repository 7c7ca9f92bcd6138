import type { SessionSource } from '../agents/agent.ts';
import { adoptHandoff } from '../contract/adopt-handoff.ts';
import type { Artifact, ArtifactSource } from '../domain/artifact.ts';
import { OpenSessionError } from '../domain/errors.ts';
import type { Handoff } from '../domain/handoff.ts';
import { artifactIdOf } from '../domain/refs.ts';
import { type AskElsewhere, redactFacts } from '../redact/redact-facts.ts';
import { schemaInvalid } from '../rules/schema-invalid.ts';
import { type Derived, type Kept, inOrder } from './compose-version.ts';
import { newestSaves } from './link/linkable.ts';
import { type ArtifactWorld, type BuiltSession, nextVersion, saidOf, sourceRecord } from './save-artifact.ts';
import type { World } from './ports.ts';
import { recordStates, type SaidBySession } from './record-states.ts';
import { saidByHandoff, sweptByManifest } from './said-by-handoff.ts';
import { savedClaims } from './saved-claims.ts';
import { sourceOf, stampSource } from './source-stamp.ts';
import { type StaleReason, staleReasons } from './stale-sources.ts';
import { type Asking, toldTogether } from './told-together.ts';

export interface RefreshRequest {
  readonly idOrRef: string;
  /** Reads a session again; the way in which a handoff is built at first. */
  readonly rebuild: (source: SessionSource, asking: Asking) => Promise<readonly BuiltSession[]>;
  readonly derive: (handoffs: readonly Handoff[]) => Derived | Promise<Derived>;
  readonly dryRun?: boolean;
}

export interface RefreshResult {
  readonly artifact_id: string;
  readonly ref: string;
  readonly commit: string;
  readonly refreshed: boolean;
  /** Only when it was not stale. */
  readonly stale?: boolean;
  /** The number of reasons, as the older tool tells it. */
  readonly stale_before?: number;
  readonly stale_after?: boolean;
  /** Why a person who signs their commits has no signature here. */
  readonly unsigned?: string | null;
  /** Sources that could not be read again: what the artifact said of them is kept as it was. */
  readonly kept?: readonly (
    | StaleReason
    | { readonly session_id: string; readonly source_path: string; readonly reason: string }
  )[];
}

/**
 * Builds a stale artifact again from the sources that are still there, under the same id, time of creation and format.
 * What cannot be read again keeps its old place in the artifact, and is named in the result.
 * @throws invalid_artifact_id, artifact_not_found, artifact_corrupt, source_missing (none can be read), ref_conflict
 */
export const refreshArtifact = async (world: ArtifactWorld, request: RefreshRequest): Promise<RefreshResult> => {
  const id = artifactIdOf(request.idOrRef);
  const store = await world.store(world.cwd);
  const stored = await store.find(id);
  const { ref, commit, artifact } = stored;
  const before = await staleReasons(world, artifact.sources);
  if (before.length === 0) return { artifact_id: id, ref, commit, refreshed: false, stale: false };
  const outcomes = await readAgain(world, artifact, request.rebuild);
  const kept = outcomes.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  if (kept.length === outcomes.length)
    throw new OpenSessionError(
      'source_missing',
      `expected a source of ${id} that can be read again, found none of ${kept.length}`,
      {
        hint: `what was kept is still there: opensession session handoff artifact show ${id}`,
      },
    );
  const entries = inOrder(outcomes.flatMap((outcome) => outcome.entries));
  const derived = await request.derive(entries.map(({ handoff }) => handoff));
  const sources = entries.map(({ source }) => source);
  const stale_after = (await staleReasons(world, sources)).length > 0;
  const told = { artifact_id: id, ref, stale_before: before.length, stale_after, kept };
  if (request.dryRun === true) return { ...told, commit, refreshed: false };
  const saves = kept.length === 0 ? [] : await newestSaves(store.search, [{ id, commit }]);
  const said = [
    ...outcomes.flatMap((outcome) => outcome.said),
    ...saves.map(({ manifest }) => sweptByManifest(manifest)),
  ];
  const states = await recordStates(world, said, { saved: () => savedClaims(store, id) });
  const version = await nextVersion(world, { id, kept: entries, derived, states, previous: stored });
  const saved = await store.save({ id, ...version, expect: commit });
  // one that was archived is live again
  return { ...told, ref: saved.ref, commit: saved.commit, refreshed: true, unsigned: version.unsigned };
};

interface Outcome {
  readonly entries: readonly Kept[];
  readonly said: readonly SaidBySession[];
  readonly problem?: NonNullable<RefreshResult['kept']>[number];
}

/** One source after the other, so that one that no longer parses does not cost the others. */
const readAgain = (
  world: ArtifactWorld,
  artifact: Artifact,
  rebuild: RefreshRequest['rebuild'],
): Promise<readonly Outcome[]> =>
  toldTogether(
    world,
    artifact.sources.map((kept) => async (asking) => {
      const unread = async (reason: string): Promise<Outcome> => {
        const old = await keptHandoffs(world, { artifact, session: kept.session_id }, asking(null));
        return {
          entries: old.map((handoff) => ({ handoff, source: kept })),
          said: old.map(saidByHandoff),
          problem: { session_id: kept.session_id, source_path: kept.source_path, reason },
        };
      };
      return readOne(world, kept, { rebuild: (source) => rebuild(source, asking), unread });
    }),
  );

/** What an artifact says of a session. It may be another tool's or anybody's: made of our shape, and redacted once more. */
const keptHandoffs = async (
  world: Pick<World, 'version' | 'place'>,
  { artifact, session }: { readonly artifact: Artifact; readonly session: string },
  elsewhere: AskElsewhere,
): Promise<readonly Handoff[]> => {
  const old = artifact.payload.filter(({ session_id }) => session_id === session);
  const whole = old.map((one) => (isWhole(one) ? one : adoptHandoff(one, world.version)));
  return (await redactFacts(whole, { home: world.place.home, elsewhere })).value;
};

const isWhole = (handoff: Handoff): boolean => schemaInvalid.check(handoff, { secrets: [] }).length === 0;

const readOne = async (
  world: ArtifactWorld,
  kept: ArtifactSource,
  how: {
    readonly rebuild: (source: SessionSource) => Promise<readonly BuiltSession[]>;
    readonly unread: (reason: string) => Promise<Outcome>;
  },
): Promise<Outcome> => {
  const source = sourceOf(world, kept);
  const stamp = await stampSource(world, source);
  if (stamp === undefined) return how.unread('missing_source_file');
  try {
    const built = await how.rebuild(source);
    if (built.length === 0) return how.unread('session_not_found');
    return {
      said: built.map(saidOf),
      entries: await Promise.all(
        built.map(async (session) => ({
          handoff: session.handoff,
          source: await sourceRecord(world, { ...session, stamp }),
        })),
      ),
    };
  } catch (error) {
    if (error instanceof OpenSessionError && error.code !== 'bug') return how.unread(error.code);
    throw error;
  }
};
