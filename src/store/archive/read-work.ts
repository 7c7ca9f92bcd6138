import { keysOfArtifact, keysOfMessage } from '../../domain/archive-keys.ts';
import type { Artifact } from '../../domain/artifact.ts';
import { parseArtifactMessage, trailersOf } from '../../domain/artifact-message.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import type { WorkRecord } from '../../domain/retention.ts';
import type { Place } from '../place.ts';
import { readAllArtifacts } from '../read-artifacts.ts';
import { type TipMessage, tipMessages } from '../tip-messages.ts';

/** Artifacts whose content is held in memory together. */
const AT_ONCE = 500;

/** What each live artifact says of the work that it is about. What cannot be read is told so. */
export const readWork = async (place: Place): Promise<readonly WorkRecord[]> => {
  const found = await tipMessages(place, (tip) => ({ ref: tip.ref, work: workOf(tip) }));
  const filled: WorkRecord[] = found.filter(({ work }) => work.problem !== null).map(({ work }) => work);
  const readable = found.filter(({ work }) => work.problem === null);
  for (let at = 0; at < readable.length; at += AT_ONCE) {
    const part = readable.slice(at, at + AT_ONCE);
    const artifacts = await readAllArtifacts(
      place,
      part.map(({ work, ref }) => ({ ref, commit: work.commit })),
    );
    for (const [index, { work }] of part.entries()) filled.push(await withArtifact(work, artifacts[index]));
  }
  return filled.sort((a, b) => (a.id < b.id ? -1 : 1));
};

const workOf = ({ id, commit, type, message }: TipMessage): WorkRecord => {
  const summary = type === 'commit' ? parseArtifactMessage(message) : undefined;
  const trailers = trailersOf(message);
  const idsIn = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) => (trailers.get(name) ?? []).flatMap((line) => line.match(OBJECT_IDS) ?? []));
  return {
    id,
    commit,
    updated_at: summary?.updated_at ?? summary?.created_at ?? null,
    branch: summary?.branch ?? null,
    commits: idsIn('Commits'),
    heads: idsIn('Start', 'Base'),
    trees: idsIn('Tree'),
    states: [],
    keys: keysOfMessage(message) ?? [],
    problem: problemOf(type, summary?.artifact_id === id),
  };
};

const problemOf = (type: string, isVersion: boolean): string | null => {
  if (isVersion) return null;
  if (type === 'missing' || type === 'broken') return `its object is ${type}`;
  return type === 'commit' ? 'its commit is no version of this artifact' : `it points at a ${type}, not at a commit`;
};

const OBJECT_IDS = /\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g;

/** An artifact may be another tool's: only object ids are taken, whatever stands there. */
const withArtifact = async (
  work: WorkRecord,
  artifact: Artifact | OpenSessionError | undefined,
): Promise<WorkRecord> => {
  if (artifact === undefined || artifact instanceof OpenSessionError)
    return {
      ...work,
      problem: artifact?.message ?? 'it was not read',
      isIncomplete: artifact?.code === 'artifact_incomplete',
    };
  const repositories = artifact.payload.flatMap(({ repository }) => repository ?? []);
  const ids = (all: readonly unknown[]): readonly string[] =>
    all.filter((id): id is string => typeof id === 'string' && new RegExp(`^${OBJECT_IDS.source}$`).test(id));
  return {
    ...work,
    updated_at: work.updated_at ?? artifact.updated_at ?? artifact.created_at,
    branch: work.branch ?? repositories.find(({ branch }) => typeof branch === 'string')?.branch ?? null,
    commits: ids(
      repositories.flatMap(({ commits }) => (Array.isArray(commits) ? commits : []).map((commit) => commit?.id)),
    ),
    heads: [...work.heads, ...ids(repositories.flatMap((one) => [one.base_commit, one.head_commit]))],
    trees: [...work.trees, ...ids(repositories.map(({ claimed_tree }) => claimed_tree))],
    states: await keysOfArtifact(artifact),
  };
};
