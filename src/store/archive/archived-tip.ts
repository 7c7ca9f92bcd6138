import { OpenSessionError } from '../../domain/errors.ts';
import { ARCHIVE_REF, type ArtifactId } from '../../domain/refs.ts';
import { idHash } from '../../domain/archive-layout.ts';
import { readTrees } from '../../git/edit-tree.ts';
import { isPromised } from '../../git/promised-objects.ts';
import { readInfos } from '../../git/read-objects.ts';
import { incomplete } from '../incomplete.ts';
import type { Place } from '../place.ts';
import { removalsHere } from '../tombstones.ts';
import { type Tip, readTip } from '../read-version.ts';
import { type ArchiveFolder, archiveTip, foldersNamed, readVersions } from './read-archive.ts';
import { isShallow, wayToAll } from '../is-cut.ts';
import { readArchived } from './read-archived.ts';

/**
 * An archived artifact as the base of a next version. Its commit must be here: a shallow archive holds files alone.
 * @throws artifact_not_found, artifact_corrupt, artifact_incomplete
 */
export const archivedTip = async (place: Place, id: ArtifactId) => {
  const tip = await readArchived(place, id);
  const [info] = await readInfos(place.git, [tip.commit], place);
  if (info?.type === 'commit') return tip;
  throw await withoutHistory(place, id);
};

const withoutHistory = async (place: Place, id: ArtifactId): Promise<OpenSessionError> =>
  isShallow(place)
    ? new OpenSessionError(
        'artifact_incomplete',
        `${id} is in the archive without its history: this clone is shallow`,
        {
          hint: await wayToAll(place, ARCHIVE_REF),
        },
      )
    : new OpenSessionError('artifact_corrupt', `${id} is in the archive, and the commit of its version is gone`, {
        hint: 'see how it is mended: opensession doctor',
      });

/**
 * The same, or null also where the archive cannot be read: a save must not fail for it, and overwrites nothing there.
 * @throws artifact_incomplete where it is in the archive, and a partial or shallow clone left some of it out
 */
export const archivedTipOrNull = async (place: Place, id: ArtifactId) => {
  try {
    return await archivedTip(place, id);
  } catch (error) {
    const isLeftOut = error instanceof OpenSessionError && error.code === 'artifact_incomplete';
    if (!isNone(error) || (isLeftOut && (await mayBeThere(place, id)))) throw error;
    return null;
  }
};

/** By the folders of the archive; where those were left out, by the record of what was archived. */
const mayBeThere = async (place: Place, id: ArtifactId): Promise<boolean> => {
  try {
    const folders = await foldersOf(place, [id]);
    return folders === LEFT_OUT ? (await recordedAmong(place, [id])).length > 0 : folders.length > 0;
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'git_failed') return false;
    throw error;
  }
};

const LEFT_OUT = 'left out';

/** Of those that are in the archive, if that can be read. */
const foldersOf = async (
  place: Place,
  ids: readonly ArtifactId[],
): Promise<readonly ArchiveFolder[] | typeof LEFT_OUT> => {
  try {
    const archive = await archiveTip(place);
    if (archive === null) return [];
    const asked = new Set(ids);
    const folders = await foldersNamed(place, archive, new Set(await Promise.all(ids.map(idHash))));
    return folders.filter(({ id }) => asked.has(id));
  } catch (error) {
    if (isPromised(error) || (isNone(error) && error.code === 'artifact_incomplete')) return LEFT_OUT;
    if (isNone(error)) return [];
    throw error;
  }
};

/** Those that somebody archived; all where nobody here can know: not known is not no. */
const recordedAmong = async (place: Place, ids: readonly ArtifactId[]): Promise<readonly ArtifactId[]> => {
  try {
    const removals = await removalsHere(place);
    const archived = new Set(removals.filter(({ reason }) => reason === 'archived').map((one) => one.artifact_id));
    return ids.filter((id) => archived.has(id));
  } catch (error) {
    if (isNone(error)) return error.code === 'artifact_incomplete' ? ids : [];
    throw error;
  }
};

const isNone = (error: unknown): error is OpenSessionError => error instanceof OpenSessionError && NONE.has(error.code);

const NONE: ReadonlySet<string> = new Set(['artifact_not_found', 'artifact_corrupt', 'artifact_incomplete']);

/** What a version is built upon: an artifact that is archived becomes live again, with its history. */
export const tipOrArchived = async (place: Place, id: ArtifactId): Promise<Tip | null> =>
  (await readTip(place, id)) ?? (await archivedTipOrNull(place, id));

/**
 * The archived ones among many, by a few processes for all of them. One that cannot be built upon is none, as where the
 * archive cannot be read at all: a save must not fail for it. An error stands for one that a partial or shallow clone left out.
 */
export const archivedTips = async (
  place: Place,
  ids: readonly ArtifactId[],
): Promise<ReadonlyMap<ArtifactId, Tip | OpenSessionError>> => {
  if (ids.length === 0) return new Map();
  const folders = await foldersOf(place, ids);
  if (folders === LEFT_OUT) return new Map((await recordedAmong(place, ids)).map((id) => [id, leftOut(id)]));
  const read = await readVersions(place, folders);
  const absent = read.flatMap(({ id, version }) =>
    'problem' in version && version.isAbsent === true ? [[id, leftOut(id)] as const] : [],
  );
  const versions = read.flatMap(({ version }) => ('problem' in version ? [] : [version]));
  const infos = await readInfos(
    place.git,
    versions.map(({ commit }) => commit),
    place,
  );
  const here = versions.filter((_, index) => infos[index]?.type === 'commit');
  const cut = isShallow(place) ? versions.filter((_, index) => infos[index] === null) : [];
  const trees = await readTrees(
    place,
    here.map(({ tree }) => tree),
  );
  const found = here.flatMap(({ id, commit, tree }, index) => {
    const entries = trees[index];
    return entries == null ? [] : [[id, { archived: true, commit, tree, entries }] as const];
  });
  return new Map<ArtifactId, Tip | OpenSessionError>([
    ...found,
    ...absent,
    ...(await Promise.all(cut.map(async ({ id }) => [id, await withoutHistory(place, id)] as const))),
  ]);
};

const leftOut = (id: ArtifactId): OpenSessionError => incomplete(`${id} in ${ARCHIVE_REF}`, ['its version']);
