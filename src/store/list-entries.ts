import { parseArtifactMessage } from '../domain/artifact-message.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { ARTIFACTS_PREFIX, artifactIdOfRef } from '../domain/refs.ts';
import { brokenRefs } from '../git/broken-refs.ts';
import { nulRecords } from '../git/nul-records.ts';
import { readEach, readInfos } from '../git/read-objects.ts';
import type { ArtifactEntry } from './artifact-store.ts';
import type { Place } from './place.ts';
import { messageOf } from './read-version.ts';

/** A commit message longer than this is none of ours; only its beginning is read. */
const MAX_MESSAGE = 64 * 1024;
const MAX_COMMIT = 1024 * 1024;
/** Commits that are read by one process: bounds memory, also for the largest. */
const AT_ONCE = 200;

/**
 * All refs of artifacts in the order of their names, from one `for-each-ref`: no blob is opened. What is broken or
 * foreign is listed with its problem.
 */
export const listEntries = async (place: Place): Promise<readonly ArtifactEntry[]> => {
  try {
    return await listAtOnce(place);
  } catch (error) {
    // One missing or broken object makes for-each-ref fail as a whole.
    if (error instanceof OpenSessionError && error.code === 'git_failed') return listOneByOne(place);
    throw error;
  }
};

const listAtOnce = async (place: Place): Promise<readonly ArtifactEntry[]> => {
  const entries: ArtifactEntry[] = [];
  const format = ['%(refname)', '%(objectname)', '%(objecttype)', '%(contents)'];
  const broken = await eachRef(place, format, ([ref = '', commit = '', type = '', contents = '']) => {
    entries.push(entryOf({ ref, commit, type, message: contents.slice(0, MAX_MESSAGE) }));
  });
  return inOrder([...entries, ...broken]);
};

const inOrder = (entries: ArtifactEntry[]): readonly ArtifactEntry[] =>
  entries.sort((a, b) => (a.ref < b.ref ? -1 : 1));

const listOneByOne = async (place: Place): Promise<readonly ArtifactEntry[]> => {
  const found: { ref: string; commit: string }[] = [];
  const format = ['%(refname)', '%(objectname)'];
  const broken = await eachRef(place, format, ([ref = '', commit = '']) => found.push({ ref, commit }));
  const { git, cwd } = place;
  const ids = found.map(({ commit }) => commit);
  const infos = await readInfos(git, ids, { cwd });
  const readable = infos.flatMap((info) => (info?.type === 'commit' && info.size <= MAX_COMMIT ? [info.id] : []));
  const messages = new Map<string, string>();
  for (let at = 0; at < readable.length; at += AT_ONCE)
    for (const commit of await readEach(git, readable.slice(at, at + AT_ONCE), { cwd }))
      if (commit !== null) messages.set(commit.id, messageOf(commit.bytes).slice(0, MAX_MESSAGE));
  const entries = found.map(({ ref, commit }, index) => {
    const type = infos[index]?.type ?? 'missing';
    const message = messages.get(commit);
    return entryOf({
      ref,
      commit,
      type: type === 'commit' && message === undefined ? 'broken' : type,
      message: message ?? '',
    });
  });
  return inOrder([...entries, ...broken]);
};

/**
 * Hands over the fields of each ref while git prints them. NUL ends each field: neither a ref's name nor what
 * for-each-ref prints of a message can hold one. @returns refs that git passed over as broken
 */
const eachRef = async (
  place: Place,
  format: readonly string[],
  onRef: (fields: readonly string[]) => void,
): Promise<readonly ArtifactEntry[]> => {
  const args = ['for-each-ref', `--format=${format.map((field) => `${field}%00`).join('')}`, '--end-of-options'];
  const onOutput = nulRecords(format.length, onRef);
  const { stderr } = await place.git.run([...args, ARTIFACTS_PREFIX], { cwd: place.cwd, onOutput });
  return brokenRefs(stderr)
    .filter((ref) => ref.startsWith(ARTIFACTS_PREFIX))
    .map((ref) => entryOf({ ref, commit: '', type: 'nothing', message: '' }));
};

const entryOf = (found: {
  readonly ref: string;
  readonly commit: string;
  readonly type: string;
  readonly message: string;
}): ArtifactEntry => {
  const { ref, commit } = found;
  const name = ref.slice(ARTIFACTS_PREFIX.length);
  const summary = found.type === 'commit' ? parseArtifactMessage(found.message) : undefined;
  const problem = problemOf(found, summary?.artifact_id);
  return { ...(summary ?? NO_SUMMARY), artifact_id: name, ref, commit, archived: false, problem };
};

export const NO_SUMMARY: Omit<ArtifactEntry, 'artifact_id' | 'ref' | 'commit' | 'archived' | 'problem'> = {
  created_at: null,
  updated_at: null,
  payload_format: null,
  source_count: null,
  sources: null,
  agent: null,
  session_ids: [],
  branch: null,
  objective: null,
  digest: null,
};

const NO_OBJECT = 'the ref names no object';

/** Of a problem: its commit was lost, or cannot be read, or the ref's own file was emptied. */
export const isDamage = (problem: string): boolean =>
  problem === 'its object is missing' || problem === 'its object is broken' || problem === NO_OBJECT;

const problemOf = ({ ref, type }: { ref: string; type: string }, says: string | undefined): string | null => {
  if (type === 'nothing') return NO_OBJECT;
  if (type === 'missing' || type === 'broken') return `its object is ${type}`;
  if (type !== 'commit') return `the ref points at a ${type}, not at a commit`;
  if (artifactIdOfRef(ref) === undefined) return 'its name is no artifact id';
  if (says === undefined) return 'its commit is no version of an artifact';
  return ref === `${ARTIFACTS_PREFIX}${says}` ? null : 'its commit is a version of another artifact';
};
