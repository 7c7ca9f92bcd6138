import { placeOf } from '../domain/archive.ts';
import { sessionPaths } from '../domain/branch/session-path.ts';
import type { UnpackedFile } from '../store/tar/archive.ts';
import type { AddedSession } from '../store/sessions/sessions-store.ts';
import { type KeptArtifact, unreadableAmong, keepArtifacts } from './importing/keep-artifacts.ts';
import { type ReadArtifact, invalid, readArtifacts } from './importing/read-artifacts.ts';
import type { World } from './ports.ts';
import { filesOf } from './publish-session.ts';
import { type SpooledSession, spoolSession } from './spool-session.ts';

export interface ImportRequest {
  readonly input: AsyncIterable<Uint8Array>;
  readonly dryRun: boolean;
  /** Takes also versions that are signed less than what is here. */
  readonly weaker?: boolean;
}

export interface ImportedArchive {
  readonly artifacts: readonly (Omit<KeptArtifact, 'outcome'> & {
    readonly outcome: KeptArtifact['outcome'] | 'dry-run';
  })[];
  readonly sessions: readonly {
    readonly session_id: string;
    readonly outcome: AddedSession['outcome'] | 'dry-run';
  }[];
}

/**
 * Takes in what another clone exported. All of it is verified before anything is kept: digests, shapes, ids, secrets;
 * sessions are redacted once more. What is there and newer stays, archived or live, and what was removed since stays removed;
 * so does a version whose signature is trusted more than that of the later one that came.
 * @throws archive_invalid, artifact_corrupt, refused, not_a_repository, ref_conflict, ref_locked, no_space, read_only
 */
export const importArchive = async (world: World, request: ImportRequest): Promise<ImportedArchive> => {
  const spool = world.spool();
  try {
    const files = await (await world.archive(world.cwd)).unpack(request.input, spool);
    const artifacts = await readArtifacts(world.logs, files);
    const sessions: SpooledSession[] = [];
    for (const file of files) if (placeOf(file.path)?.kind === 'hail') sessions.push(await readOne(world, file, spool));
    if (request.dryRun)
      return {
        artifacts: await previewed(world, artifacts),
        sessions: sessions.map(({ meta }) => ({ session_id: meta.session_id, outcome: 'dry-run' })),
      };
    const kept = artifacts.length === 0 ? [] : await keepAll(world, request, artifacts);
    const added = sessions.length === 0 ? [] : await addSessions(world, sessions);
    return { artifacts: kept, sessions: added };
  } finally {
    spool.remove();
  }
};

const previewed = async (world: World, artifacts: readonly ReadArtifact[]): Promise<ImportedArchive['artifacts']> => {
  const unreadable = await unreadableAmong(await world.store(world.cwd), artifacts);
  return artifacts.map(({ artifact: { artifact_id } }) => ({
    artifact_id,
    outcome: unreadable.get(artifact_id) ?? 'dry-run',
  }));
};

const keepAll = async (
  world: World,
  { weaker = false }: ImportRequest,
  artifacts: readonly ReadArtifact[],
): Promise<readonly KeptArtifact[]> => {
  const store = await world.store(world.cwd);
  return keepArtifacts({ cwd: world.cwd, signing: (dir) => world.signing(dir), store, weaker }, artifacts);
};

const addSessions = async (world: World, sessions: readonly SpooledSession[]): Promise<ImportedArchive['sessions']> => {
  const added = await (await world.sessions(world.cwd)).add(sessions.map(filesOf));
  return added.sessions.map(({ session_id, outcome }) => ({ session_id, outcome }));
};

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
