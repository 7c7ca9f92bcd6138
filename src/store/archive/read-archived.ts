import { artifactFolder, idHash } from '../../domain/archive-layout.ts';
import { parseArtifact } from '../../domain/artifact-json.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { ARCHIVE_REF, type ArtifactId } from '../../domain/refs.ts';
import { readTree } from '../../git/object-id.ts';
import { isPartial, isPromised } from '../../git/promised-objects.ts';
import { readObjects } from '../../git/read-objects.ts';
import type { StoredArtifact } from '../artifact-store.ts';
import { incomplete } from '../incomplete.ts';
import type { Place } from '../place.ts';
import { MAX_VERSION_BYTES, type Tip, corrupt, messageOf, textOf } from '../read-version.ts';
import { archiveTip, checkedVersion } from './read-archive.ts';

/** One artifact of the archive, by one process. @throws artifact_not_found, artifact_corrupt, artifact_incomplete */
export const readArchived = async (place: Place, id: ArtifactId): Promise<StoredArtifact & Tip> => {
  const archive = await archiveTip(place);
  const folder = `${archive}:${artifactFolder(await idHash(id))}/${id}`;
  const names = [folder, `${folder}/version`, `${folder}/files`, `${folder}/files/artifact.json`];
  const texts = [`${folder}/files/HANDOFF.md`, `${folder}/files/signature.json`];
  const read = archive === null ? [] : await readWhole(place, [...names, ...texts]);
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
  if ((bytes === null || json === null) && isPartial(place.commonDir)) throw incomplete(where, ['a file of it']);
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
    artifact: await parseArtifact(json.bytes.toString('utf8'), where),
    ref: ARCHIVE_REF,
    markdown: textOf(markdown),
    message: messageOf(Buffer.from(bytes.bytes)),
    signature: textOf(signature),
  };
};

const readWhole = async ({ git, cwd }: Place, names: readonly string[]) => {
  try {
    return await readObjects(git, names, { cwd, limit: MAX_VERSION_BYTES });
  } catch (error) {
    if (isPromised(error)) throw incomplete(ARCHIVE_REF, ['a file of it']);
    if (error instanceof OpenSessionError && error.code === 'git_failed')
      throw corrupt(ARCHIVE_REF, error.message, error);
    throw error;
  }
};
