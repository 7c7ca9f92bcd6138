import { ARCHIVE_REF, TOMBSTONES_REF } from '../../domain/refs.ts';
import { type GitObject, treeObject } from '../../git/object-id.ts';
import type { RefChange } from '../../git/update-ref.ts';
import { forgetLog } from '../forget-log.ts';
import { releaseOldLocks } from '../old-lock.ts';
import type { Place } from '../place.ts';
import { planBurial } from '../plan-burial.ts';
import { retryMoved } from '../retry-moved.ts';
import { writeAndPoint } from '../write-then-move.ts';
import { ANEW_MESSAGE, archiveCommit, secondsOf } from './archive-commit.ts';
import type { ArtifactTip, DropResult } from './archive.ts';
import type { ArchivedVersion } from './archived-version.ts';
import { readHistory } from './archive-history.ts';
import { changedTree } from './compose-archive.ts';
import { keyRecords } from './key-records.ts';
import { currentArchive, foldersIn, readVersions } from './read-archive.ts';

/**
 * Takes artifacts out of the archive, each only if it still is the version given. The archive then begins anew, upon the
 * versions of all others: its former commits would keep what is dropped.
 * @throws artifact_corrupt, artifact_incomplete, ref_conflict, ref_locked, no_space, read_only
 */
export const dropVersions = async (place: Place, tips: readonly ArtifactTip[]): Promise<DropResult> => {
  const result = await retryMoved({
    read: () => planDrop(place, tips),
    at: ({ changes }) => changes.map(({ from }) => from).join(' '),
    act: async ({ commit, dropped, objects, changes }) => {
      if (changes.length > 0) await writeAndPoint(place, objects, changes);
      return { commit, dropped };
    },
    release: () => releaseOldLocks(place, [ARCHIVE_REF, TOMBSTONES_REF]),
  });
  if (result.dropped.length > 0) await forgetLog(place, ARCHIVE_REF);
  return result;
};

interface DropPlan extends DropResult {
  readonly objects: readonly GitObject[];
  readonly changes: readonly RefChange[];
}

const planDrop = async (place: Place, tips: readonly ArtifactTip[]): Promise<DropPlan> => {
  const archive = await currentArchive(place);
  const asItIs = { commit: archive?.commit ?? null, dropped: [], objects: [], changes: [] };
  if (archive === null || tips.length === 0) return asItIs;
  const asked = new Map(tips.map(({ id, commit }) => [id, commit]));
  const folders = await foldersIn(place, archive.commit);
  const dropped: ArchivedVersion[] = [];
  for (const { id, version } of await readVersions(
    place,
    folders.filter(({ id }) => asked.has(id)),
  ))
    if (!('problem' in version) && version.commit === asked.get(id)) dropped.push(version);
  if (dropped.length === 0) return asItIs;
  const change = { add: [], remove: dropped, addRecords: [], removeRecords: await keyRecords(place, dropped) };
  const made = await changedTree(place, archive, change);
  const versions = await versionsBut(place, archive.commit, new Set(dropped.map(({ id }) => id)));
  const time = secondsOf(place.clock.now());
  // Also where nothing is left in it: it is what replaces the archive at a remote.
  const commit = archiveCommit(place, { tree: made.tree, before: [], versions, time, message: ANEW_MESSAGE });
  const buried = await planBurial(place, 'pruned', dropped);
  const objects = [...made.objects, treeObject(place.format, []), ...commit.objects, ...buried.objects];
  const changes = [{ ref: ARCHIVE_REF, from: archive.commit, to: commit.id }, ...buried.changes];
  return { commit: commit.id, dropped, objects, changes };
};

/** Objects that only these versions and their history hold. */
export const weighVersions = async (place: Place, tips: readonly ArtifactTip[]): Promise<number> => {
  const archive = await currentArchive(place);
  if (archive === null || tips.length === 0) return 0;
  const others = await versionsBut(place, archive.commit, new Set(tips.map(({ id }) => id)));
  const stdin = [...tips.map(({ commit }) => commit), ...others.map((commit) => `^${commit}`)].join('\n');
  // what an unreadable ref of somebody's held is not asked
  const how = ['--ignore-missing', '--objects', '--count', '--stdin'];
  const args = ['rev-list', ...how, '--not', `--exclude=${ARCHIVE_REF}`, '--all'];
  const { stdout } = await place.git.run(args, { cwd: place.cwd, stdin: `${stdin}\n` });
  return Number(stdout.toString('latin1').trim());
};

/** All versions in an archive's history but those of some artifacts, without those that another one is built upon. */
const versionsBut = async (place: Place, archive: string, dropped: ReadonlySet<string>): Promise<readonly string[]> =>
  (await readHistory(place, { tip: archive }, (id) => dropped.has(id))).heads;
