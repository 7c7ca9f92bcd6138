import { parseArtifactMessage } from '../domain/artifact-message.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { ARTIFACTS_PREFIX, artifactIdOfRef } from '../domain/refs.ts';
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
  const { fields, broken } = await refs(place, ['%(refname)', '%(objectname)', '%(objecttype)', '%(contents)']);
  const entries: ArtifactEntry[] = [];
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const message = (fields[at + 3] ?? '').slice(0, MAX_MESSAGE);
    entries.push(entryOf({ ref: fields[at] ?? '', commit: fields[at + 1] ?? '', type: fields[at + 2] ?? '', message }));
  }
  return [...entries, ...broken].sort((a, b) => (a.ref < b.ref ? -1 : 1));
};

const listOneByOne = async (place: Place): Promise<readonly ArtifactEntry[]> => {
  const { fields, broken } = await refs(place, ['%(refname)', '%(objectname)']);
  const found: { ref: string; commit: string }[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) found.push({ ref: fields[at] ?? '', commit: fields[at + 1] ?? '' });
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
  return [...entries, ...broken].sort((a, b) => (a.ref < b.ref ? -1 : 1));
};

/** NUL ends each field: neither a ref's name nor what for-each-ref prints of a message can hold one. */
const refs = async (place: Place, format: readonly string[]) => {
  const args = ['for-each-ref', `--format=${format.map((field) => `${field}%00`).join('')}`, '--end-of-options'];
  const { stdout, stderr } = await place.git.run([...args, ARTIFACTS_PREFIX], { cwd: place.cwd });
  // Each record ends with the line end that follows its last NUL.
  const fields = stdout.toString('utf8').split('\0');
  for (let at = format.length; at < fields.length; at += format.length) fields[at] = fields[at]?.slice(1) ?? '';
  return { fields, broken: brokenRefs(stderr) };
};

/** `warning: ignoring broken ref NAME`: a loose ref whose file holds no object id. */
const brokenRefs = (stderr: string): readonly ArtifactEntry[] =>
  [...stderr.matchAll(/^warning: ignoring (?:broken ref|dangling symref) (\S+)$/gm)].flatMap(([, ref = '']) =>
    ref.startsWith(ARTIFACTS_PREFIX) ? [entryOf({ ref, commit: '', type: 'nothing', message: '' })] : [],
  );

const entryOf = (found: {
  readonly ref: string;
  readonly commit: string;
  readonly type: string;
  readonly message: string;
}): ArtifactEntry => {
  const { ref, commit } = found;
  const name = ref.slice(ARTIFACTS_PREFIX.length);
  const summary = found.type === 'commit' ? parseArtifactMessage(found.message) : undefined;
  const entry = { ...EMPTY, ...summary, artifact_id: name, ref, commit };
  return { ...entry, problem: problemOf(found, summary?.artifact_id) };
};

const EMPTY: Omit<ArtifactEntry, 'artifact_id' | 'ref' | 'commit' | 'problem'> = {
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

const problemOf = ({ ref, type }: { ref: string; type: string }, says: string | undefined): string | null => {
  if (type === 'nothing') return 'the ref names no object';
  if (type === 'missing' || type === 'broken') return `its object is ${type}`;
  if (type !== 'commit') return `the ref points at a ${type}, not at a commit`;
  if (artifactIdOfRef(ref) === undefined) return 'its name is no artifact id';
  if (says === undefined) return 'its commit is no version of an artifact';
  return ref === `${ARTIFACTS_PREFIX}${says}` ? null : 'its commit is a version of another artifact';
};
