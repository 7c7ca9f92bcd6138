import { parseArtifactMessage } from '../domain/artifact-message.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { ARTIFACTS_PREFIX, artifactIdOfRef } from '../domain/refs.ts';
import { messageOf } from '../git/commit-headers.ts';
import { brokenRefs } from '../git/broken-refs.ts';
import { nulRecords } from '../git/nul-records.ts';
import { objectRecords } from '../git/object-records.ts';
import type { ArtifactEntry } from './kept-artifact.ts';
import type { Place } from './place.ts';
import { MAX_COMMIT, readOneByOne } from './read-one-by-one.ts';

/** A commit message longer than this is none of ours; only its beginning is read. */
const MAX_MESSAGE = 64 * 1024;

/**
 * All refs of artifacts in the order of their names, from their commits alone: no blob is opened. What is broken or
 * foreign is listed with its problem.
 * @param shape makes of an entry what is kept of it, while git prints the next ones; an entry may be shaped twice
 */
export const listEntries = async <T>(place: Place, shape: Shape<T>): Promise<readonly T[]> => {
  try {
    return await listAtOnce(place, shape);
  } catch (error) {
    // git ends at an object that is damaged, and at one that a partial clone left out
    if (error instanceof OpenSessionError && error.code === 'git_failed') return listOneByOne(place, shape);
    throw error;
  }
};

type Shape<T> = (entry: ArtifactEntry) => T;

/** for-each-ref itself would print the commits too, but only after it has read them all. */
const listAtOnce = async <T>(place: Place, shape: Shape<T>): Promise<readonly T[]> => {
  const { git, cwd } = place;
  const refs = listRefs(place);
  const entries: Shaped<T>[] = [];
  const shaped = shapedWith(shape);
  let found: readonly FoundRef[] = [];
  const onOutput = objectRecords(MAX_COMMIT, ({ type, bytes }) => {
    const { ref = '', commit = '' } = found[entries.length] ?? {};
    entries.push(shaped(entryOf({ ref, commit, ...messageIn(type, bytes) })));
  });
  // it starts while the refs are listed
  const stdin = refs.then((listed) => {
    found = listed.found;
    return found.map(({ commit }) => `${commit}\n`).join('');
  });
  await git.run(['cat-file', '--batch', '--buffer'], { cwd, stdin, onOutput, limit: Number.POSITIVE_INFINITY });
  if (entries.length !== found.length)
    throw new OpenSessionError('git_failed', `git cat-file answered ${entries.length} of ${found.length} names`);
  return inOrder([...entries, ...(await refs).broken.map(shaped)]);
};

/** @param bytes null: too long for a commit, or not there */
const messageIn = (type: string, bytes: Buffer | null): { readonly type: string; readonly message: string } =>
  type !== 'commit' || bytes === null
    ? { type: type === 'commit' ? 'broken' : type, message: '' }
    : { type, message: messageOf(bytes).slice(0, MAX_MESSAGE) };

interface Shaped<T> {
  readonly ref: string;
  readonly value: T;
}

const shapedWith =
  <T>(shape: Shape<T>) =>
  (entry: ArtifactEntry): Shaped<T> => ({ ref: entry.ref, value: shape(entry) });

const inOrder = <T>(entries: Shaped<T>[]): readonly T[] =>
  entries.sort((a, b) => (a.ref < b.ref ? -1 : 1)).map(({ value }) => value);

const listOneByOne = async <T>(place: Place, shape: Shape<T>): Promise<readonly T[]> => {
  const { found, broken } = await listRefs(place);
  const objects = await readOneByOne(
    place,
    found.map(({ commit }) => commit),
  );
  const entries = found.map(({ ref, commit }, index) => {
    const { type, bytes } = objects[index] ?? { type: 'missing', bytes: null };
    return entryOf({ ref, commit, ...messageIn(type, bytes) });
  });
  return inOrder([...entries, ...broken].map(shapedWith(shape)));
};

interface FoundRef {
  readonly ref: string;
  readonly commit: string;
}

/** NUL ends each field: a ref's name holds none. `broken`: refs that git passes over. */
const listRefs = async (
  place: Place,
): Promise<{ readonly found: readonly FoundRef[]; readonly broken: readonly ArtifactEntry[] }> => {
  const found: FoundRef[] = [];
  const onOutput = nulRecords(2, ([ref = '', commit = '']) => found.push({ ref, commit }));
  const args = ['for-each-ref', '--format=%(refname)%00%(objectname)%00', '--end-of-options', ARTIFACTS_PREFIX];
  const { stderr } = await place.git.run(args, { cwd: place.cwd, onOutput });
  const broken = brokenRefs(stderr)
    .filter((ref) => ref.startsWith(ARTIFACTS_PREFIX))
    .map((ref) => entryOf({ ref, commit: '', type: 'nothing', message: '' }));
  return { found, broken };
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
