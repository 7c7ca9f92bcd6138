import { insteadOf } from '../../domain/errors.ts';
import { readJson } from '../../domain/json.ts';
import { ARCHIVE_REF, artifactNameOf, artifactRef, toArtifactId } from '../../domain/refs.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import { type Ailment, type DoctorCheck, type Examined, told } from './doctor-check.ts';

/** Beside artifact.json, which the check of unreadable artifacts reads: the gate judges by manifest.json. */
export const damagedFiles: DoctorCheck = {
  id: 'damaged_files',
  description: 'every file of every artifact is there and can be read',
  look: async (_, examined) => {
    if (examined === null) return [];
    const { store } = examined;
    const listed = await listArchived(store);
    const archived = listed.filter(({ problem }) => problem === null);
    const live = examined.artifacts().filter(({ problem }) => problem === null);
    const ids = new Set(live.map(({ artifact_id }) => artifact_id));
    const beside = archived
      .filter(({ artifact_id }) => !ids.has(artifact_id))
      .map(({ artifact_id, commit }) => ({ ref: artifactRef(toArtifactId(artifact_id)), commit }));
    const names = new Set(beside.map(({ ref }) => ref));
    const found: Ailment[] = listed
      .filter(({ problem, isIncomplete }) => problem !== null && isIncomplete !== true)
      .map(({ artifact_id, problem }) => told('error', `${artifact_id} in ${ARCHIVE_REF}: ${problem}`));
    for await (const version of store.inspect([...live, ...beside])) {
      if (version.entries === null) continue;
      const where = names.has(version.ref) ? `${artifactNameOf(version.ref)} in ${ARCHIVE_REF}` : version.ref;
      found.push(...faultsOf(version).map((fault) => told('error', `${where}: ${fault}`, hintFor(version))));
    }
    return found;
  },
};

/** An archive of which nothing can be read is told by the check of the records. */
const listArchived = ({ archive }: Examined['store']): ReturnType<typeof archive.list> =>
  archive.list().catch(insteadOf('artifact_corrupt', []));

const faultsOf = ({ unread, absent, files }: InspectedVersion): readonly string[] => {
  const missing = unread
    .filter((name) => name !== 'artifact.json' && !absent.includes(name))
    .map((name) => `${name} is missing or damaged`);
  const manifest = files.get('manifest.json');
  const isJson = manifest === undefined || readJson(manifest.toString('utf8')) !== undefined;
  return isJson ? missing : [...missing, 'manifest.json is no JSON'];
};

const hintFor = ({ ref }: InspectedVersion): string =>
  `opensession session handoff artifact refresh ${artifactNameOf(ref)}`;
