import { OpenSessionError } from '../domain/errors.ts';
import { TOMBSTONES_REF } from '../domain/refs.ts';
import { REASONS, type Removal, parseTombstone } from '../domain/tombstone.ts';
import { brokenRefs } from '../git/broken-refs.ts';
import { type GitObject, treeObject } from '../git/object-id.ts';
import { inHalves } from '../git/in-halves.ts';
import { isPromised, promisedAmong } from '../git/promised-objects.ts';
import { readObjects } from '../git/read-objects.ts';
import { foreignIn } from './foreign-history.ts';
import { incomplete } from './incomplete.ts';
import type { Place } from './place.ts';

/** Of texts, read at once. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Names of those that come from elsewhere as git lists them, 2.2 bytes for each of the shortest: 32 MiB fit (check-room.ts). */
const MAX_NAMES_THERE = 80 * 1024 * 1024;
/** Names of those that are here: more than may come in together, so that what grew all the same can be read and pruned. */
const MAX_NAMES_HERE = 256 * 1024 * 1024;

/** The removals at one commit: path in its tree → blob. */
export interface Graveyard {
  /** null: there is none yet. */
  readonly commit: string | null;
  readonly files: ReadonlyMap<string, string>;
}

/** How the message of each commit of removals begins. */
export const TOMBSTONES_MESSAGE = 'handoff-tombstones: ';

/** `<first 2 hex digits of sha256(id)>/<id>@<commit>` (domain/tombstone.ts). */
const PATH = /^[0-9a-f]{2}\/[A-Za-z0-9._-]+@[0-9a-f]{40,64}$/;

export const isRecordPath = (path: string): boolean => PATH.test(path);

/**
 * Upon what is no commit of removals nothing is built: all below it would be sent with it.
 * @param commit of the remote's TOMBSTONES_REF; default where the ref is here
 * @throws artifact_corrupt (the ref holds something else than removals), artifact_incomplete
 */
export const readGraveyard = async (place: Place, commit?: string): Promise<Graveyard> => {
  let at: string | null = commit ?? null;
  try {
    at ??= await graveyardTip(place);
    if (at === null) return { commit: null, files: new Map() };
    const listed = await place.git.run(['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', at], {
      cwd: place.cwd,
      limit: commit === undefined ? MAX_NAMES_HERE : MAX_NAMES_THERE,
    });
    return { commit: at, files: filesOf(at, listed.stdout.toString('utf8')) };
  } catch (cause) {
    if (isPromised(cause)) throw incomplete(TOMBSTONES_REF, ['a folder of it']);
    throw asNoRemovals(at, cause);
  }
};

const graveyardTip = async (place: Place): Promise<string | null> => {
  const format = '--format=%(refname) %(objectname) %(contents:subject)';
  const args = ['for-each-ref', format, '--end-of-options', TOMBSTONES_REF];
  const { stdout, stderr } = await place.git.run(args, place);
  if (brokenRefs(stderr).length > 0) throw noRemovals('its tip', 'the ref names no object');
  // also what stands below that name is listed
  const line = stdout
    .toString('utf8')
    .split('\n')
    .find((one) => one.startsWith(`${TOMBSTONES_REF} `));
  const [, at = '', subject = ''] = / ([0-9a-f]+) (.*)$/.exec(line ?? '') ?? [];
  if (at === '') return null;
  if (subject.startsWith(TOMBSTONES_MESSAGE)) return at;
  throw noRemovals(at, 'its commit is another');
};

const noRemovals = (at: string, why: string, cause?: OpenSessionError): OpenSessionError =>
  new OpenSessionError('artifact_corrupt', `${TOMBSTONES_REF} at ${at} holds no removals: ${why}`, {
    hint: 'see how it is mended: opensession doctor',
    ...(cause === undefined ? {} : { cause }),
  });

/** Of what git could not read. */
const asNoRemovals = (at: string | null, cause: unknown): unknown =>
  cause instanceof OpenSessionError && cause.code === 'git_failed'
    ? noRemovals(at ?? 'its tip', cause.message, cause)
    : cause;

/** `<mode> <type> <id>\t<path>`. @throws artifact_corrupt for what is no file of ours */
const filesOf = (at: string, listing: string): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  for (const line of listing.split('\0').slice(0, -1)) {
    const [, blob = '', path = ''] = /^100644 blob ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
    if (!PATH.test(path)) throw noRemovals(at, `it holds ${JSON.stringify(line.slice(0, 200))}`);
    files.set(path, blob);
  }
  return files;
};

/** All of its history that is new must be removals. @param known commits that are here. @throws artifact_corrupt */
export const checkGraveyard = async (place: Place, tip: string, known: readonly string[]): Promise<void> => {
  const isSubject = (subject: string): boolean => subject.startsWith(TOMBSTONES_MESSAGE);
  const foreign = await foreignIn(place, { tip, known }, { isSubject, isPath: (path) => PATH.test(path) });
  if (foreign !== undefined) throw noRemovals(tip, `its history holds what is none of ours: ${foreign}`);
};

/** All that are recorded here. @throws as readGraveyard and readRemovals */
export const removalsHere = async (place: Place): Promise<readonly Removal[]> =>
  readRemovals(place, await readGraveyard(place));

/**
 * All that says so. @throws artifact_incomplete where a partial clone left some out, artifact_corrupt where some were lost: what
 * was removed would be sent again
 */
export const readRemovals = async (place: Place, graveyard: Graveyard): Promise<readonly Removal[]> =>
  (await readEntries(place, graveyard)).flatMap(([path, bytes]) => parseTombstone(path, bytes.toString('utf8')) ?? []);

/** Path and text of each, also of what is no removal. @throws as readRemovals */
export const readEntries = async (
  place: Place,
  { commit, files }: Graveyard,
): Promise<readonly (readonly [path: string, bytes: Buffer])[]> => {
  const ids = [...files.values()];
  const ask = (some: readonly string[]) => readObjects(place.git, some, { cwd: place.cwd, limit: MAX_BYTES });
  const alone = (_: string, cause: OpenSessionError): never => {
    throw cause;
  };
  const read = await inHalves(ids, { ask, alone }).catch((cause: unknown) => {
    throw asNoRemovals(commit, cause);
  });
  const blobs = read.flat();
  const missing = ids.filter((_, index) => blobs[index] === null);
  if ((await promisedAmong(place, missing)).size > 0) throw incomplete(TOMBSTONES_REF, ['a record of a removal']);
  if (missing.length > 0)
    throw noRemovals(commit ?? 'its tip', `${missing.length} of its records are missing or damaged`);
  return [...files.keys()].flatMap((path, index) => {
    const blob = blobs[index];
    return blob == null ? [] : [[path, blob.bytes] as const];
  });
};

/** The trees that hold these files, the root last; `before` is what is there, so that only what differs is made. */
export const graveyardTrees = (
  { format }: Place,
  files: Graveyard['files'],
  before: readonly Graveyard[],
): readonly GitObject[] => {
  const known = new Set(before.flatMap((one) => shardTrees(format, one.files).map(({ tree }) => tree.id)));
  const shards = shardTrees(format, files);
  const root = shards.map(({ name, tree }) => ({ mode: '40000', name, id: tree.id }));
  return [...shards.flatMap(({ tree }) => (known.has(tree.id) ? [] : [tree])), treeObject(format, root)];
};

const shardTrees = (format: Place['format'], files: Graveyard['files']) => {
  const shards = new Map<string, { mode: string; name: string; id: string }[]>();
  for (const [path, id] of files) {
    const entry = { mode: '100644', name: path.slice(3), id };
    const shard = shards.get(path.slice(0, 2));
    if (shard === undefined) shards.set(path.slice(0, 2), [entry]);
    else shard.push(entry);
  }
  return [...shards].map(([name, entries]) => ({ name, tree: treeObject(format, entries) }));
};

/**
 * All removals of both; of two texts for one removal every clone takes the same.
 * @param rank of a text: the lower one is taken
 */
export const unionOf = (
  a: Graveyard['files'],
  b: Graveyard['files'],
  rank: (blob: string) => number = () => 0,
): Graveyard['files'] => {
  const all = new Map(a);
  for (const [path, blob] of b) {
    const other = all.get(path);
    const order = other === undefined ? -1 : rank(blob) - rank(other);
    if (other === undefined || order < 0 || (order === 0 && blob < other)) all.set(path, blob);
  }
  return all;
};

/** What was removed is gone also where another clone archived it; what cannot be read says nothing. Of texts that differ. */
export const ranksOf = async (
  place: Place,
  a: Graveyard['files'],
  b: Graveyard['files'],
): Promise<(blob: string) => number> => {
  const pairs = [...a].flatMap(([path, blob]) => {
    const other = b.get(path);
    return other === undefined || other === blob
      ? []
      : [
          { path, blob },
          { path, blob: other },
        ];
  });
  const blobs = pairs.map(({ blob }) => blob);
  const read = pairs.length === 0 ? [] : await readObjects(place.git, blobs, { cwd: place.cwd, limit: MAX_BYTES });
  const ranks = pairs.map(({ path, blob }, index) => {
    const removal = parseTombstone(path, read[index]?.bytes.toString('utf8') ?? '');
    return [blob, removal === undefined ? REASONS.length : REASONS.indexOf(removal.reason)] as const;
  });
  const known = new Map(ranks);
  return (blob) => known.get(blob) ?? REASONS.length;
};
