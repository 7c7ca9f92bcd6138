import { placeOf } from '../domain/archive.ts';
import { OpenSessionError, isUnreadable } from '../domain/errors.ts';
import { ARCHIVE_REF, artifactIdOf, artifactRef } from '../domain/refs.ts';
import { archiveCut } from '../domain/unshallow.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';
import type { ArtifactEntry } from '../store/kept-artifact.ts';
import type { ArtifactTip } from '../store/archive/archive.ts';
import type { InspectedVersion, UnreadVersion } from '../store/inspect-versions.ts';
import type { World } from './ports.ts';
import { fileFaults } from './verify/file-faults.ts';
import { secretsIn } from './verify/read-subject.ts';

export interface ExportRequest {
  readonly sessions: boolean;
  readonly artifacts: boolean;
}

export interface ExportedArchive {
  readonly artifacts: number;
  readonly sessions: number;
  readonly files: number;
  /** What is not in it: it cannot be read, or an import would refuse the whole archive for it. By id, or the ref of all that is archived. */
  readonly left_out: readonly { readonly artifact_id: string; readonly problem: string }[];
  /** The archive, a tar stream; read once. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * The newest version of each artifact, live or archived, and each session of the branch.
 * @throws not_a_repository, branch_corrupt, git_failed
 */
export const exportArchive = async (
  world: Pick<World, 'archive' | 'store' | 'cwd'>,
  request: ExportRequest,
): Promise<ExportedArchive> => {
  const { sound, left_out } = request.artifacts ? await soundOnes(await world.store(world.cwd)) : NONE;
  const archive = await world.archive(world.cwd);
  const { files, chunks } = await archive.pack({ sessions: request.sessions, artifacts: sound });
  const places = files.map(({ path }) => placeOf(path));
  return {
    artifacts: places.filter((place) => place?.kind === 'artifact' && place.name === 'artifact.json').length,
    sessions: places.filter((place) => place?.kind === 'hail').length,
    files: files.length,
    left_out,
    chunks,
  };
};

interface Sorted {
  readonly sound: readonly ArtifactTip[];
  readonly left_out: ExportedArchive['left_out'];
}

const NONE: Sorted = { sound: [], left_out: [] };

const soundOnes = async (store: ArtifactStore): Promise<Sorted> => {
  const live = await store.list();
  const ids = new Set(live.map(({ artifact_id }) => artifact_id));
  const archived = await listArchived(store);
  const unread = archived instanceof OpenSessionError ? [{ artifact_id: ARCHIVE_REF, problem: archived.message }] : [];
  const beside = archived instanceof OpenSessionError ? [] : archived;
  const entries = [...live, ...beside.filter(({ artifact_id }) => !ids.has(artifact_id))];
  const left_out = [
    ...unread,
    ...entries.flatMap(({ artifact_id, problem }) => (problem === null ? [] : [{ artifact_id, problem }])),
  ];
  const sound: ArtifactTip[] = [];
  for await (const version of store.inspect(entries.filter(({ problem }) => problem === null).map(named))) {
    const id = artifactIdOf(version.ref);
    const problem = version.entries === null ? await whyUnread(store, version, ids) : await problemOf(id, version);
    if (problem === undefined) sound.push({ id, commit: version.commit });
    else left_out.push({ artifact_id: id, problem });
  }
  return { sound, left_out };
};

/** Where something is damaged is where somebody wants a copy of the rest. */
const listArchived = async ({ archive }: ArtifactStore): Promise<readonly ArtifactEntry[] | OpenSessionError> => {
  try {
    return await archive.list();
  } catch (error) {
    if (isUnreadable(error)) return error;
    throw error;
  }
};

const problemOf = async (id: string, version: InspectedVersion): Promise<string | undefined> => {
  if (version.absent.length > 0) return LEFT_OUT;
  const [fault] = await fileFaults(id, version);
  if (fault !== undefined) return fault;
  const [secret] = await secretsIn(version);
  return secret && `${secret.file} holds what looks like a secret, by the rule ${secret.rule}`;
};

const LEFT_OUT = 'this clone left some of it out: opensession session handoff artifact fetch';
const MISSING = 'its commit is missing, or no version';

/** @param live those whose tip is a ref: what a shallow fetch cut is no tip */
const whyUnread = async (
  store: ArtifactStore,
  { ref, isAbsent, isCut }: UnreadVersion,
  live: ReadonlySet<string>,
): Promise<string> => {
  if (isAbsent) return LEFT_OUT;
  if (!isCut || live.has(artifactIdOf(ref))) return MISSING;
  const { what, hint } = archiveCut(await store.homeRemote());
  return `${what}: ${hint}`;
};

const named = ({ artifact_id, commit }: ArtifactEntry) => ({ ref: artifactRef(artifactIdOf(artifact_id)), commit });
