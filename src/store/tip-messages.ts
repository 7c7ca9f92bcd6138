import { OpenSessionError } from '../domain/errors.ts';
import { ARTIFACTS_PREFIX, type ArtifactId, artifactIdOfRef } from '../domain/refs.ts';
import { commitHeaders, messageOf } from '../git/commit-headers.ts';
import { nulRecords } from '../git/nul-records.ts';
import { refTargets } from '../git/ref-targets.ts';
import type { Place } from './place.ts';
import { readOneByOne } from './read-one-by-one.ts';

/** What the ref of a live artifact names. */
export interface TipMessage {
  readonly id: ArtifactId;
  readonly ref: string;
  readonly commit: string;
  /** Of the object; `missing` or `broken` where git cannot read it. */
  readonly type: string;
  /** When it was committed, in seconds since 1970; 0: not known. */
  readonly time: number;
  /** '' where it is no commit. */
  readonly message: string;
}

const WIDTH = 5;
const FIELDS = ['%(refname)', '%(objectname)', '%(objecttype)', '%(committerdate:unix)', '%(contents)'];

/** Makes git print them all. */
export const MESSAGES: readonly string[] = [
  'for-each-ref',
  `--format=${FIELDS.map((field) => `${field}%00`).join('')}`,
  '--end-of-options',
  ARTIFACTS_PREFIX,
];

/**
 * The messages of all live artifacts, from one `for-each-ref`. That ends at the first whose object is gone or damaged:
 * then each is read by itself, and such a one is told as that.
 * @param shape makes of one what is kept of it; one may be shaped twice
 * @param begun what git printed for MESSAGES before
 */
export const tipMessages = async <T>(
  place: Place,
  shape: (tip: TipMessage) => T,
  begun: readonly Buffer[] | null = null,
): Promise<readonly T[]> => {
  const { git, cwd } = place;
  const shaped: T[] = [];
  const onOutput = nulRecords(WIDTH, ([ref = '', commit = '', type = '', time = '', message = '']) => {
    const id = artifactIdOfRef(ref);
    if (id !== undefined) shaped.push(shape({ id, ref, commit, type, time: Number(time) || 0, message }));
  });
  try {
    if (begun === null) await git.run(MESSAGES, { cwd, onOutput });
    else for (const chunk of begun) onOutput(chunk);
    return shaped;
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'git_failed') return oneByOne(place, shape);
    throw error;
  }
};

const oneByOne = async <T>(place: Place, shape: (tip: TipMessage) => T): Promise<readonly T[]> => {
  const refs = [...(await refTargets(place, [ARTIFACTS_PREFIX]))];
  const objects = await readOneByOne(
    place,
    refs.map(([, commit]) => commit),
  );
  return refs.flatMap(([ref, commit], index) => {
    const id = artifactIdOfRef(ref);
    const { type, bytes } = objects[index] ?? { type: 'missing', bytes: null };
    if (id === undefined) return [];
    const read = bytes === null ? { time: 0, message: '' } : readCommit(bytes);
    return [shape({ id, ref, commit, type, ...read })];
  });
};

const readCommit = (bytes: Buffer): Pick<TipMessage, 'time' | 'message'> => ({
  time: commitHeaders(bytes).time ?? 0,
  message: messageOf(bytes),
});
