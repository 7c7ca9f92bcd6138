import { OpenSessionError } from '../../domain/errors.ts';
import { parseArtifactMessage } from '../../domain/artifact-message.ts';
import { commitHeaders, messageOf } from '../../git/commit-headers.ts';
import { type TreeEntry, readTree } from '../../git/object-id.ts';
import { promisedAmong } from '../../git/promised-objects.ts';
import { type ObjectInfo, readEach, readInfos } from '../../git/read-objects.ts';
import type { Place } from '../place.ts';
import { MAX_BLOB_BYTES, readAllArtifacts } from '../read-artifacts.ts';
import { OURS } from '../write-version.ts';

/** Commits that are looked at together; more in one fetch are refused. */
const MAX_LISTING = 64 * 1024 * 1024;
const MAX_COMMIT_BYTES = 1024 * 1024;
const AT_ONCE = 500;
/** Of one artifact, that are new: a session which is saved at each turn has thousands in a month. 10,000 take a second or two. */
const MOST_VERSIONS = 65_536;

export interface VersionProblem {
  readonly what: string;
  /** Nothing else is: a partial clone left out some of it. */
  readonly isIncomplete: boolean;
}

/**
 * What is wrong with each of these tips, by artifact; nothing for those that may get in. Every version that is not known
 * yet must be a commit of this very artifact, over a tree of our files alone; the newest must be one that can be read.
 * @param known tips whose histories were looked at before
 */
export const checkVersions = async (
  place: Place,
  tips: ReadonlyMap<string, string>,
  known: Iterable<string>,
): Promise<ReadonlyMap<string, VersionProblem>> => {
  const wrong = new Map<string, VersionProblem>();
  const commits = await commitsOf(place, [...tips.values()], known);
  const trees = await treesOf(place, new Set([...commits.values()].flatMap((commit) => commit?.tree ?? [])));
  for (const [id, tip] of tips) {
    const problem = problemOf(id, tip, { commits, trees });
    if (problem !== null) wrong.set(id, problem);
  }
  const formed = [...tips].filter(([id]) => !wrong.has(id)).map(([ref, commit]) => ({ ref, commit }));
  for (const [index, artifact] of (await readAllArtifacts(place, formed)).entries()) {
    const id = formed[index]?.ref ?? '';
    if (artifact instanceof OpenSessionError) wrong.set(id, plain(artifact.message));
    else if (artifact.artifact_id !== id)
      wrong.set(id, plain(`its artifact.json is of ${JSON.stringify(artifact.artifact_id)}`));
  }
  return wrong;
};

const plain = (what: string): VersionProblem => ({ what, isIncomplete: false });

const LEFT_OUT: VersionProblem = {
  what: 'not all of it is here, this clone left it out: opensession session handoff artifact fetch',
  isIncomplete: true,
};

interface Version {
  readonly id: string | undefined;
  readonly tree: string;
  readonly parents: readonly string[];
}

interface Seen {
  /** null: it is there and no commit that can be read. */
  readonly commits: ReadonlyMap<string, Version | null>;
  /** What is wrong with a tree; null: nothing. */
  readonly trees: ReadonlyMap<string, VersionProblem | null>;
}

const commitsOf = async (place: Place, tips: readonly string[], known: Iterable<string>): Promise<Seen['commits']> => {
  const infos = await readInfos(place.git, tips, place);
  const real = infos.flatMap((info) => (info?.type === 'commit' ? [info] : []));
  // A tip that is here already is looked at too: a push that was killed may have sent it to the end.
  const commits = new Map<string, Version | null>();
  await readInto(place, real, commits);
  // first versions alone, as they mostly are, have nothing below them
  if ([...commits.values()].every((commit) => commit?.parents.length === 0)) return commits;
  const older = await newAmong(
    place,
    real.map(({ id }) => id),
    known,
  );
  const fresh = older.filter((id) => !commits.has(id));
  await readInto(place, await readInfos(place.git, fresh, place), commits);
  return commits;
};

/** The commits of these tips and below that are not known. */
const newAmong = async (place: Place, tips: readonly string[], known: Iterable<string>): Promise<readonly string[]> => {
  const stdin = [...tips, ...[...known].map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
  const args = ['rev-list', '--ignore-missing', '--stdin'];
  const { stdout } = await place.git.run(args, { cwd: place.cwd, stdin, limit: MAX_LISTING });
  return stdout.toString('utf8').split('\n').slice(0, -1);
};

/** null: it cannot be read, or is too large to be one of ours. */
const readInto = async (
  place: Place,
  infos: readonly (ObjectInfo | null)[],
  commits: Map<string, Version | null>,
): Promise<void> => {
  for (const info of infos) if (info !== null) commits.set(info.id, null);
  const readable = infos.flatMap((info) => (info !== null && info.size <= MAX_COMMIT_BYTES ? [info.id] : []));
  for (const part of parts(readable))
    for (const commit of await readEach(place.git, part, place))
      if (commit !== null) commits.set(commit.id, versionIn(commit.bytes));
};

const versionIn = (bytes: Buffer): Version => ({
  id: parseArtifactMessage(messageOf(bytes))?.artifact_id,
  ...commitHeaders(bytes),
});

const treesOf = async (place: Place, ids: ReadonlySet<string>): Promise<Seen['trees']> => {
  const trees = new Map<string, readonly TreeEntry[] | null>();
  for (const part of parts([...ids]))
    for (const [index, tree] of (await readEach(place.git, part, place)).entries())
      trees.set(part[index] ?? '', tree?.type === 'tree' ? readTree(tree.bytes, place.format) : null);
  const blobs = new Set([...trees.values()].flatMap((entries) => (entries ?? []).map(({ id }) => id)));
  const infos = await readInfos(place.git, [...blobs], place);
  const good = new Set(
    infos.flatMap((info) => (info?.type === 'blob' && info.size <= MAX_BLOB_BYTES ? [info.id] : [])),
  );
  const missing = [...blobs].filter((_, index) => infos[index] === null);
  const lost = [...trees].flatMap(([id, entries]) => (entries === null ? [id] : []));
  const promised = await promisedAmong(place, [...missing, ...lost]);
  const problemOfTree = (id: string, entries: readonly TreeEntry[] | null): VersionProblem | null => {
    const what = treeProblem(entries, (blob) => good.has(blob) || promised.has(blob));
    const isLeftOut = [id, ...(entries ?? []).map((entry) => entry.id)].some((one) => promised.has(one));
    if (isLeftOut && (what === null || entries === null)) return LEFT_OUT;
    return what === null ? null : plain(what);
  };
  return new Map([...trees].map(([id, entries]) => [id, problemOfTree(id, entries)]));
};

const treeProblem = (entries: readonly TreeEntry[] | null, isGood: (blob: string) => boolean): string | null => {
  if (entries === null) return 'its tree cannot be read';
  const names = entries.map(({ name }) => name);
  if (new Set(names).size !== names.length) return 'its tree has a name twice';
  if (!names.includes('artifact.json')) return 'it holds no artifact.json';
  const foreign = entries.find(({ name, mode }) => !OURS.has(name) || mode !== '100644');
  if (foreign !== undefined) return `its tree holds what is no file of an artifact: ${foreign.mode} ${foreign.name}`;
  return entries.every(({ id }) => isGood(id)) ? null : `a file of it is missing or over ${MAX_BLOB_BYTES} bytes`;
};

/** Of all versions of the artifact that are new. */
const problemOf = (id: string, tip: string, { commits, trees }: Seen): VersionProblem | null => {
  let leftOut: VersionProblem | null = null;
  const todo = [tip];
  const seen = new Set(todo);
  for (let here = todo.pop(); here !== undefined; here = todo.pop()) {
    const commit = commits.get(here);
    if (commit === undefined) {
      if (here === tip) return plain('it is no commit');
      continue; // known before
    }
    if (commit?.id !== id) return plain(`${here} is no version of this artifact`);
    const problem = trees.get(commit.tree) ?? null;
    if (problem?.isIncomplete === false) return problem;
    leftOut ??= problem;
    for (const parent of commit.parents)
      if (!seen.has(parent)) {
        seen.add(parent);
        todo.push(parent);
      }
    if (seen.size > MOST_VERSIONS) return plain(`it has more than ${MOST_VERSIONS} new versions`);
  }
  return leftOut;
};

const parts = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, index) =>
    ids.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
