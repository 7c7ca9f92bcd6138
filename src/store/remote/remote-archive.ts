import { isKey, shardPath } from '../../domain/archive-layout.ts';
import { idHashOf, keyOf } from '../../domain/archive-shard.ts';
import { readTree } from '../../git/object-id.ts';
import { readEach } from '../../git/read-objects.ts';
import { writeObjects } from '../../git/write-objects.ts';
import { gitObject } from '../../git/object-id.ts';
import { foldersNamed, readVersions } from '../archive/read-archive.ts';
import { readShards, shardIds } from '../archive/read-shards.ts';
import type { FoundArtifact } from '../artifact-search.ts';
import { type ArtifactRepositories, shelfOf } from './artifact-repository.ts';
import { fetchInto, type OriginRemote } from './origin-remote.ts';

const MOST = 64;
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Artifacts in a remote's archive that have any of the keys: its commit with the upper three levels of its tree, then the
 * shards of these keys, then the folders of the artifacts that they name; three fetches whatever it holds.
 * @param commit of the archive, as listed
 */
export const archivedVersions = async (
  remote: OriginRemote,
  repositories: ArtifactRepositories,
  { commit, keys }: { readonly commit: string; readonly keys: readonly string[] },
): Promise<readonly FoundArtifact[]> => {
  const place = shelfOf(repositories, 'archive');
  const asked = new Set(keys.filter(isKey));
  const fetched = (ids: readonly string[], filter?: string): Promise<void> =>
    fetchInto(remote, place, { ids, maxBytes: MAX_BYTES, depth: 1, ...(filter === undefined ? {} : { filter }) });
  await fetched([commit], 'tree:3');
  const paths = [...new Set([...asked].map(shardPath))];
  await fetched((await shardIds(place, commit, paths)).map(({ id }) => id));
  const { records } = await readShards(place, commit, paths);
  const hits = new Set(
    [...records.values()].flatMap((some) => some.filter((record) => asked.has(keyOf(record))).map(idHashOf)),
  );
  const folders = (await foldersNamed(place, commit, hits)).slice(0, MOST);
  await fetched(folders.map(({ tree }) => tree));
  const versions = (await readVersions(place, folders)).flatMap(({ version }) =>
    'problem' in version ? [] : [version],
  );
  await asCommits(repositories, versions);
  return versions.map(({ id, commit: version }) => ({ origin: remote.origin, id, commit: version }));
};

/** The archive holds a commit's bytes as a file: what reads versions asks for commits. */
const asCommits = async (
  repositories: ArtifactRepositories,
  versions: readonly { readonly tree: string; readonly bytes: Buffer }[],
): Promise<void> => {
  const [from, to] = [shelfOf(repositories, 'archive'), shelfOf(repositories, 'versions')];
  const trees = await readEach(
    from.git,
    versions.map(({ tree }) => tree),
    from,
  );
  const blobs = await readEach(
    from.git,
    trees.flatMap((tree) => (tree === null ? [] : readTree(tree.bytes, from.format).map(({ id }) => id))),
    from,
  );
  const objects = [...trees, ...blobs].flatMap((object) =>
    object?.type === 'tree' || object?.type === 'blob' ? [gitObject(from.format, object.type, object.bytes)] : [],
  );
  const commits = versions.map(({ bytes }) => gitObject(from.format, 'commit', bytes));
  await writeObjects(to.git, to, [...objects, ...commits]);
};
