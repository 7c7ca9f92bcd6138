import { idHash } from '../../domain/archive-layout.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { ARCHIVE_REF, type ArtifactId, artifactRef } from '../../domain/refs.ts';
import { refTargets } from '../../git/ref-targets.ts';
import { archiveTip, foldersNamed, readVersions } from '../archive/read-archive.ts';
import { readChosen, readRemotes } from './chosen-remote.ts';
import type { ExchangePlace } from './exchange-place.ts';
import { type FetchedByGit, fetchedByGit } from './fetched-by-git.ts';
import { type KnownThere, readKnown } from './known-there.ts';

type Tips = ReadonlyMap<ArtifactId, string>;

/**
 * Those of the artifacts whose version here, live or archived, the remote of handoffs is not known to have in either way, neither
 * by what was pushed and fetched nor by what git itself fetched; none where there is no remote. Where none was chosen, what is
 * known of any that is configured counts.
 */
export const unsentOf = async (place: ExchangePlace, ids: readonly ArtifactId[]): Promise<readonly ArtifactId[]> => {
  const all = ids.length === 0 ? [] : await readRemotes(place);
  if (all.length === 0) return [];
  const chosen = readChosen(place);
  const remotes = chosen === null ? all : all.filter(({ address }) => address === chosen.address);
  const known = readKnown(place, chosen === null ? all.map(({ address }) => address) : [chosen.address]);
  const here = await versionsHere(place, ids);
  const seen = await fetchedByGit(place, remotes, [...ids.map(artifactRef), ARCHIVE_REF]);
  const unknown: ArtifactId[] = [];
  for (const id of ids) {
    const tip = here.get(id);
    if (tip !== undefined && !(await isThere(place, { id, tip }, { known, seen }))) unknown.push(id);
  }
  const archives = new Set([known.archive, seen.last.get(ARCHIVE_REF), seen.copies.get(ARCHIVE_REF)]);
  let left: readonly ArtifactId[] = unknown;
  for (const archive of archives) {
    const archived = await archivedAt(place, archive == null ? [] : left, () => Promise.resolve(archive ?? null));
    left = left.filter((id) => archived.get(id) !== here.get(id));
  }
  return left;
};

/** By who asked it last: a version counts as there also where one that goes on from it is. */
const isThere = async (
  place: ExchangePlace,
  { id, tip }: { readonly id: ArtifactId; readonly tip: string },
  { known, seen }: { readonly known: KnownThere; readonly seen: FetchedByGit },
): Promise<boolean> => {
  const last = seen.last.get(artifactRef(id));
  if (last !== undefined && seen.at > known.at) return goesOnFrom(place, tip, last);
  if (known.tips.get(id) === tip) return true;
  if (known.absent.get(id) === tip) return false;
  for (const other of [last, seen.copies.get(artifactRef(id))])
    if (other !== undefined && (await goesOnFrom(place, tip, other))) return true;
  return false;
};

/** What is not here, or cannot be read, goes on from nothing. */
const goesOnFrom = async ({ git, cwd }: ExchangePlace, older: string, newer: string): Promise<boolean> => {
  if (older === newer) return true;
  const args = ['merge-base', '--is-ancestor', '--end-of-options', older, newer];
  return (await git.run(args, { cwd, allow: [0, 1, 128] })).code === 0;
};

const versionsHere = async (place: ExchangePlace, ids: readonly ArtifactId[]): Promise<Tips> => {
  const tips = await refTargets(place, ids.map(artifactRef));
  const live = new Map(
    ids.flatMap((id) => {
      const commit = tips.get(artifactRef(id));
      return commit === undefined ? [] : [[id, commit] as const];
    }),
  );
  const others = ids.filter((id) => !live.has(id));
  return new Map([...live, ...(await archivedAt(place, others, () => archiveTip(place)))]);
};

/** Versions that an archive holds of these. One that cannot be read holds none: a hint fails nobody. */
const archivedAt = async (
  place: ExchangePlace,
  ids: readonly ArtifactId[],
  findArchive: () => Promise<string | null>,
): Promise<Tips> => {
  if (ids.length === 0) return new Map();
  try {
    const archive = await findArchive();
    if (archive === null) return new Map();
    const folders = await foldersNamed(place, archive, new Set(await Promise.all(ids.map(idHash))));
    const read = await readVersions(place, folders);
    return new Map(read.flatMap(({ id, version }) => ('problem' in version ? [] : [[id, version.commit] as const])));
  } catch (error) {
    if (error instanceof OpenSessionError && error.code !== 'bug') return new Map();
    throw error;
  }
};
