import { idHash } from '../../domain/archive-layout.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { type ArtifactId, artifactIdOfRef, artifactRef } from '../../domain/refs.ts';
import { archiveTip, foldersNamed, readVersions } from '../archive/read-archive.ts';
import { readChosen, readRemotes } from './chosen-remote.ts';
import type { ExchangePlace } from './exchange-place.ts';
import { readKnown } from './known-there.ts';

type Tips = ReadonlyMap<ArtifactId, string>;

/**
 * Those of the artifacts whose version here, live or archived, the remote of handoffs is not known to have in either way;
 * none where there is no remote. Where none was chosen, what is known of any that is configured counts.
 */
export const unsentOf = async (place: ExchangePlace, ids: readonly ArtifactId[]): Promise<readonly ArtifactId[]> => {
  const remotes = ids.length === 0 ? [] : await readRemotes(place);
  if (remotes.length === 0) return [];
  const chosen = readChosen(place);
  const known = readKnown(place, chosen === null ? remotes.map(({ address }) => address) : [chosen.address]);
  const here = await versionsHere(place, ids);
  const unknown = ids.filter((id) => here.has(id) && known.tips.get(id) !== here.get(id));
  const archived = await archivedAt(place, unknown, () => Promise.resolve(known.archive));
  return unknown.filter((id) => archived.get(id) !== here.get(id));
};

const versionsHere = async (place: ExchangePlace, ids: readonly ArtifactId[]): Promise<Tips> => {
  const args = ['for-each-ref', '--format=%(refname) %(objectname)', '--end-of-options', ...ids.map(artifactRef)];
  const { stdout } = await place.git.run(args, { cwd: place.cwd });
  const lines = stdout.toString('utf8').split('\n');
  const live = new Map(
    lines.flatMap((line) => {
      const [ref = '', commit = ''] = line.split(' ');
      const id = artifactIdOfRef(ref);
      return id === undefined || !ids.includes(id) ? [] : [[id, commit] as const];
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
