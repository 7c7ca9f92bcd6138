import { OpenSessionError } from '../../domain/errors.ts';
import { ARCHIVE_REF, type ArtifactId } from '../../domain/refs.ts';
import { idHash } from '../../domain/archive-layout.ts';
import { readTrees } from '../../git/edit-tree.ts';
import { readInfos } from '../../git/read-objects.ts';
import { incomplete } from '../incomplete.ts';
import type { Place } from '../place.ts';
import { type Tip, corrupt, readTip } from '../read-version.ts';
import { archiveTip, foldersNamed, readVersions } from './read-archive.ts';
import { readArchived } from './read-archived.ts';

/**
 * An archived artifact as the base of a next version. Its commit must be here: a shallow archive holds files alone.
 * @throws artifact_not_found, artifact_corrupt
 */
export const archivedTip = async (place: Place, id: ArtifactId) => {
  const tip = await readArchived(place, id);
  const [info] = await readInfos(place.git, [tip.commit], place);
  if (info?.type === 'commit') return tip;
  throw corrupt(`${id} in the archive`, 'its history is not here: fetch the archive whole');
};

/**
 * The same, or null also where the archive cannot be read: a save must not fail for it, and overwrites nothing there.
 * @throws artifact_incomplete where it is in the archive, and a partial clone left some of it out
 */
export const archivedTipOrNull = async (place: Place, id: ArtifactId) => {
  try {
    return await archivedTip(place, id);
  } catch (error) {
    const isLeftOut = error instanceof OpenSessionError && error.code === 'artifact_incomplete';
    if (!isNone(error) || (isLeftOut && (await isNamed(place, id)))) throw error;
    return null;
  }
};

/** Not where it cannot be known. */
const isNamed = async (place: Place, id: ArtifactId): Promise<boolean> => {
  try {
    const archive = await archiveTip(place);
    const folders = archive === null ? [] : await foldersNamed(place, archive, new Set([await idHash(id)]));
    return folders.some((folder) => folder.id === id);
  } catch (error) {
    if (isNone(error) || (error instanceof OpenSessionError && error.code === 'git_failed')) return false;
    throw error;
  }
};

const orNull = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read();
  } catch (error) {
    if (isNone(error)) return null;
    throw error;
  }
};

const isNone = (error: unknown): boolean => error instanceof OpenSessionError && NONE.has(error.code);

const NONE: ReadonlySet<string> = new Set(['artifact_not_found', 'artifact_corrupt', 'artifact_incomplete']);

/** What a version is built upon: an artifact that is archived becomes live again, with its history. */
export const tipOrArchived = async (place: Place, id: ArtifactId): Promise<Tip | null> =>
  (await readTip(place, id)) ?? (await archivedTipOrNull(place, id));

/**
 * The archived ones among many, by a few processes for all of them. One that cannot be built upon is none, as where the
 * archive cannot be read at all: a save must not fail for it. An error stands for one that a partial clone left out.
 */
export const archivedTips = async (
  place: Place,
  ids: readonly ArtifactId[],
): Promise<ReadonlyMap<ArtifactId, Tip | OpenSessionError>> => {
  const archive = ids.length === 0 ? null : await orNull(() => archiveTip(place));
  if (archive === null) return new Map();
  const asked = new Set(ids);
  const folders = await foldersNamed(place, archive, new Set(await Promise.all(ids.map(idHash))));
  const read = await readVersions(
    place,
    folders.filter(({ id }) => asked.has(id)),
  );
  const absent = read.flatMap(({ id, version }) =>
    'problem' in version && version.isAbsent === true
      ? [[id, incomplete(`${id} in ${ARCHIVE_REF}`, ['its version'])] as const]
      : [],
  );
  const versions = read.flatMap(({ version }) => ('problem' in version ? [] : [version]));
  const infos = await readInfos(
    place.git,
    versions.map(({ commit }) => commit),
    place,
  );
  const here = versions.filter((_, index) => infos[index]?.type === 'commit');
  const trees = await readTrees(
    place,
    here.map(({ tree }) => tree),
  );
  const found = here.flatMap(({ id, commit, tree }, index) => {
    const entries = trees[index];
    return entries == null ? [] : [[id, { archived: true, commit, tree, entries }] as const];
  });
  return new Map<ArtifactId, Tip | OpenSessionError>([...found, ...absent]);
};
