import { artifactFolder, idHash } from '../../domain/archive-layout.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { ARCHIVE_REF, type ArtifactId } from '../../domain/refs.ts';
import { readTrees } from '../../git/edit-tree.ts';
import { readTree } from '../../git/object-id.ts';
import { isPartial, promisedAmong } from '../../git/promised-objects.ts';
import { readObjects } from '../../git/read-objects.ts';
import type { StoredArtifact } from '../kept-artifact.ts';
import { incomplete } from '../incomplete.ts';
import type { Place } from '../place.ts';
import { FILES, MAX_VERSION_BYTES, type Tip, artifactIn, corrupt, damaged, textOf } from '../read-version.ts';
import { archiveAt, archiveTip, checkedVersion } from './read-archive.ts';

/** One artifact of the archive, by one process. @throws artifact_not_found, artifact_corrupt, artifact_incomplete */
export const readArchived = async (place: Place, id: ArtifactId): Promise<StoredArtifact & Tip> => {
  const archive = await archiveTip(place);
  const folder = `${archive}:${artifactFolder(await idHash(id))}/${id}`;
  const names = [folder, `${folder}/version`, `${folder}/files`, ...FILES.map((file) => `${folder}/files/${file}`)];
  const read = archive === null ? [] : await readWhole(place, { archive, id }, names);
  const [tree, bytes, files, json, markdown, signature] = read;
  if (tree == null)
    throw new OpenSessionError(
      'artifact_not_found',
      `expected an artifact ${id}, found none, also not in the archive`,
      {
        hint: 'see which there are: opensession session handoff artifact list --all',
      },
    );
  const where = `${id} in ${ARCHIVE_REF}`;
  if (tree.type !== 'tree' || bytes == null || files?.type !== 'tree')
    throw corrupt(where, 'its folder in the archive has another shape, or is not all here');
  const version = checkedVersion(place, id, { bytes: bytes.bytes, files: files.id });
  if ('problem' in version) throw corrupt(where, version.problem);
  if (json?.type !== 'blob') throw corrupt(where, 'it holds no artifact.json');
  return {
    commit: version.commit,
    tree: version.tree,
    entries: readTree(files.bytes, place.format),
    archived: true,
    artifact: await artifactIn(json, { id, where }),
    ref: ARCHIVE_REF,
    markdown: textOf(markdown),
    message: version.message,
    signature: textOf(signature),
  };
};

interface Archived {
  /** Commit of the archive. */
  readonly archive: string;
  readonly id: ArtifactId;
}

const readWhole = async (place: Place, archived: Archived, names: readonly string[]) => {
  try {
    const read = await readObjects(place.git, names, { cwd: place.cwd, limit: MAX_VERSION_BYTES });
    if (read.includes(null)) await refuseLeftOut(place, archived);
    return read;
  } catch (error) {
    if (!(error instanceof OpenSessionError) || error.code !== 'git_failed') throw error;
    await refuseLeftOut(place, archived);
    throw damaged(ARCHIVE_REF, error.message, error);
  }
};

/** @throws artifact_incomplete where a partial clone left out some of its folder, or of the way to it */
const refuseLeftOut = async (place: Place, { archive, id }: Archived): Promise<void> => {
  if (!isPartial(place.commonDir)) return;
  const treesAt = async (trees: readonly string[]) => (await readTrees(place, trees)).flatMap((one) => one ?? []);
  const folderAt = async (tree: string, name: string): Promise<readonly string[]> =>
    (await treesAt([tree])).flatMap((entry) => (entry.name === name ? [entry.id] : []));
  let level = [(await archiveAt(place, archive)).tree];
  const seen = [...level];
  for (const name of [...artifactFolder(await idHash(id)).split('/'), id]) {
    level = (await Promise.all(level.map((tree) => folderAt(tree, name)))).flat();
    seen.push(...level);
  }
  const parts = await treesAt(level);
  const files = await treesAt(parts.flatMap(({ name, id }) => (name === 'files' ? [id] : [])));
  seen.push(...[...parts, ...files.filter(({ name }) => FILES.includes(name))].map((entry) => entry.id));
  if ((await promisedAmong(place, seen)).size > 0) throw incomplete(`${id} in ${ARCHIVE_REF}`, ['a file of it']);
};
