import { parseArtifact } from '../domain/artifact-json.ts';
import { artifactMessage } from '../domain/artifact-message.ts';
import type { Artifact } from '../domain/artifact.ts';
import { placeOf } from '../domain/archive.ts';
import { sessionPaths } from '../domain/branch/session-path.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { compareTimes } from '../domain/hail/timestamp.ts';
import { toArtifactId } from '../domain/refs.ts';
import { scanFinal } from '../redact/scan-final.ts';
import { artifactFaults } from '../rules/artifact-faults.ts';
import type { UnpackedFile } from '../store/tar/archive.ts';
import type { ArtifactFiles, NextVersion, StoredArtifact } from '../store/artifact-store.ts';
import type { AddedSession } from '../store/sessions/sessions-store.ts';
import type { World } from './ports.ts';
import { filesOf } from './publish-session.ts';
import { type SpooledSession, spoolSession } from './spool-session.ts';

export interface ImportRequest {
  readonly input: AsyncIterable<Uint8Array>;
  readonly dryRun: boolean;
}

export interface ImportedArchive {
  readonly artifacts: readonly {
    readonly artifact_id: string;
    /** `older`: what is there was updated later. */
    readonly outcome: 'added' | 'same' | 'older' | 'dry-run';
  }[];
  readonly sessions: readonly {
    readonly session_id: string;
    readonly outcome: AddedSession['outcome'] | 'dry-run';
  }[];
}

/**
 * Takes in what another clone exported. All of it is verified before anything is kept: digests, shapes, ids, secrets;
 * sessions are redacted once more. What is there and newer stays.
 * @throws archive_invalid, artifact_corrupt, refused, not_a_repository, ref_conflict, ref_locked, no_space, read_only
 */
export const importArchive = async (world: World, request: ImportRequest): Promise<ImportedArchive> => {
  const spool = world.spool();
  try {
    const files = await (await world.archive(world.cwd)).unpack(request.input, spool);
    const artifacts = await readArtifacts(world, files);
    const sessions: SpooledSession[] = [];
    for (const file of files) if (placeOf(file.path)?.kind === 'hail') sessions.push(await readOne(world, file, spool));
    if (request.dryRun)
      return {
        artifacts: artifacts.map(({ artifact }) => ({ artifact_id: artifact.artifact_id, outcome: 'dry-run' })),
        sessions: sessions.map(({ meta }) => ({ session_id: meta.session_id, outcome: 'dry-run' })),
      };
    const kept = [];
    for (const one of artifacts) kept.push(await keepArtifact(world, one));
    const added = sessions.length === 0 ? [] : await addSessions(world, sessions);
    return { artifacts: kept, sessions: added };
  } finally {
    spool.remove();
  }
};

const addSessions = async (world: World, sessions: readonly SpooledSession[]): Promise<ImportedArchive['sessions']> => {
  const added = await (await world.sessions(world.cwd)).add(sessions.map(filesOf));
  return added.sessions.map(({ session_id, outcome }) => ({ session_id, outcome }));
};

const invalid = (what: string): OpenSessionError =>
  new OpenSessionError('archive_invalid', `expected an archive of this tool: ${what}`, {
    hint: 'nothing was imported',
  });

const readOne = async (
  world: World,
  { path, file }: UnpackedFile,
  spool: ReturnType<World['spool']>,
): Promise<SpooledSession> => {
  const session = await spoolSession(world, { agent: 'hail', path: file }, spool);
  const { hail } = await sessionPaths(session.meta.session_id);
  if (`sessions/${hail}` === path) return session;
  throw invalid(`${path} holds another session, ${JSON.stringify(session.meta.session_id.slice(0, 80))}`);
};

interface ReadArtifact {
  readonly artifact: Artifact;
  readonly version: NextVersion;
}

/** Text of one file of an artifact is not worth more. */
const MAX_FILE = 16 * 1024 * 1024;

const readArtifacts = async (world: World, files: readonly UnpackedFile[]): Promise<readonly ReadArtifact[]> => {
  const texts = new Map<string, Map<string, string>>();
  for (const { path, file, bytes } of files) {
    const place = placeOf(path);
    if (place?.kind !== 'artifact') continue;
    const text = bytes > MAX_FILE ? undefined : world.logs.text(file, MAX_FILE);
    if (text === undefined) throw invalid(`${path} is larger than ${MAX_FILE} bytes, or no text`);
    texts.set(place.id, (texts.get(place.id) ?? new Map<string, string>()).set(place.name, text));
  }
  const artifacts: ReadArtifact[] = [];
  for (const [id, named] of texts) artifacts.push(await checked(id, named));
  return artifacts;
};

const checked = async (id: string, named: ReadonlyMap<string, string>): Promise<ReadArtifact> => {
  const json = named.get('artifact.json');
  if (json === undefined) throw invalid(`the artifact ${id} has no artifact.json`);
  const artifact = await parseArtifact(json, `artifacts/${id}/artifact.json`);
  if (artifact.artifact_id !== id) throw invalid(`artifacts/${id} holds another artifact`);
  const [fault] = artifact.schema === undefined ? [] : artifactFaults(artifact);
  if (fault !== undefined) throw invalid(`the artifact ${id} has not its shape: ${fault}`);
  const message = await artifactMessage(artifact);
  const found = await scanFinal([message, ...named.values()].join('\n'), { plain: true });
  if (found.length > 0)
    throw new OpenSessionError(
      'refused',
      `expected no secret in what is imported, found ${found.map(({ rule }) => rule).join(', ')} in the artifact ${id}`,
      { hint: 'nothing was imported' },
    );
  const files: ArtifactFiles = { ...Object.fromEntries(named), 'artifact.json': json };
  return { artifact, version: { files, message } };
};

type KeptArtifact = ImportedArchive['artifacts'][number];

/** Tries while others write the same artifact. */
const TRIES = 20;

const keepArtifact = async (world: World, { artifact, version }: ReadArtifact): Promise<KeptArtifact> => {
  const store = await world.store(world.cwd);
  const id = toArtifactId(artifact.artifact_id);
  for (let attempt = 1; ; attempt++) {
    const there = (await store.tip(id)) === null ? null : await store.read(id);
    if (there !== null && isNewer(there, artifact)) return { artifact_id: id, outcome: 'older' };
    try {
      const { changed } = await store.save({ id, ...version, expect: there?.commit ?? null });
      return { artifact_id: id, outcome: changed ? 'added' : 'same' };
    } catch (error) {
      const moved = error instanceof OpenSessionError && error.code === 'ref_conflict';
      if (!moved || attempt >= TRIES) throw error;
    }
  }
};

/** What was updated at the same time and says something else stays too: it is there. */
const isNewer = ({ artifact: there }: StoredArtifact, artifact: Artifact): boolean => {
  if (there.digest !== undefined && there.digest === artifact.digest) return false;
  const after = compareTimes(there.updated_at ?? there.created_at, artifact.updated_at ?? artifact.created_at);
  return after === undefined || after >= 0;
};
