import { setTimeout as sleep } from 'node:timers/promises';
import type { ShardRecord } from '../../domain/archive-shard.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { SUBMODULE } from '../../domain/path-state.ts';
import { ARCHIVE_REF, ARTIFACTS_PREFIX, TOMBSTONES_REF, artifactRef } from '../../domain/refs.ts';
import { readTrees } from '../../git/edit-tree.ts';
import { promisedAmong } from '../../git/promised-objects.ts';
import { readEach, readInfos } from '../../git/read-objects.ts';
import { refTargets } from '../../git/ref-targets.ts';
import { releaseOldLocks } from '../old-lock.ts';
import { isContended } from '../retry-moved.ts';
import type { Place } from '../place.ts';
import { planBurial } from '../plan-burial.ts';
import { writeAndPoint } from '../write-then-move.ts';
import { archiveCommit, secondsOf } from './archive-commit.ts';
import type { ArtifactTip, FoldResult } from './archive.ts';
import { type ArchivedVersion, versionOf } from './archived-version.ts';
import { changedTree } from './compose-archive.ts';
import { keyRecords } from './key-records.ts';
import { currentArchive } from './read-archive.ts';

/** A larger commit is none of ours. */
const MAX_COMMIT = 1024 * 1024;
const AT_ONCE = 5000;
const TRIES = 50;
/** Tries while nothing moves and the refs still cannot be taken: git waits half a second for each lock. */
const STUCK_TRIES = 3;

/**
 * Adds the versions at these tips to the archive and deletes their refs, all in one transaction: the number of processes
 * does not depend on how many they are. What was moved or is locked stays live, and the rest is taken again without it.
 * @throws artifact_corrupt (the archive), ref_conflict, ref_locked, no_space, read_only
 */
export const foldVersions = async (place: Place, tips: readonly ArtifactTip[]): Promise<FoldResult> => {
  const { versions, stayed } = await readTips(place, tips);
  const records = await keyRecords(place, versions);
  let rest: readonly ArchivedVersion[] = versions;
  let stuck = 0;
  for (let attempt = 1; ; attempt++) {
    const archive = await currentArchive(place);
    if (rest.length === 0) return { commit: archive?.commit ?? null, archived: [], stayed };
    try {
      const commit = await foldOnce(place, { archive, versions: rest, records });
      return { commit, archived: rest.map(({ id, commit }) => ({ id, commit })), stayed };
    } catch (error) {
      if (!isContended(error) || attempt >= TRIES) throw error;
      const left = await whatStays(place, rest, error);
      const moved = (await currentArchive(place))?.commit !== archive?.commit;
      stuck = left.length === 0 && !moved ? stuck + 1 : 0;
      if (stuck >= STUCK_TRIES && !releaseOldLocks(place, [ARCHIVE_REF, TOMBSTONES_REF])) throw error;
      stayed.push(...left);
      const gone = new Set(left.map(({ id }) => id));
      rest = rest.filter(({ id }) => !gone.has(id));
    }
    await sleep(Math.random() * 10 * 2 ** Math.min(attempt, 5));
  }
};

const foldOnce = async (
  place: Place,
  of: {
    readonly archive: { readonly commit: string; readonly tree: string } | null;
    readonly versions: readonly ArchivedVersion[];
    readonly records: readonly ShardRecord[];
  },
): Promise<string> => {
  const { archive, versions } = of;
  const change = { add: versions, remove: [], addRecords: of.records, removeRecords: [] };
  const made = await changedTree(place, archive, change);
  const commit = archiveCommit(place, {
    tree: made.tree,
    before: archive === null ? [] : [archive.commit],
    versions: versions.map(({ commit }) => commit),
    time: secondsOf(place.clock.now()),
  });
  const buried = await planBurial(place, 'archived', versions);
  const changes = [
    { ref: ARCHIVE_REF, from: archive?.commit ?? null, to: commit.id },
    ...buried.changes,
    ...versions.map(({ id, commit }) => ({ ref: artifactRef(id), from: commit, to: null })),
  ];
  const objects = [...made.objects, ...commit.objects, ...buried.objects];
  await writeAndPoint(place, objects, changes);
  return commit.id;
};

const readTips = async (
  place: Place,
  tips: readonly ArtifactTip[],
): Promise<{ readonly versions: readonly ArchivedVersion[]; readonly stayed: FoldResult['stayed'][number][] }> => {
  const infos = await readInfos(
    place.git,
    tips.map(({ commit }) => commit),
    place,
  );
  const readable = tips.filter((_, index) => infos[index]?.type === 'commit' && infos[index].size <= MAX_COMMIT);
  const versions = new Map<string, ArchivedVersion>();
  const incomplete = new Set<string>();
  for (let at = 0; at < readable.length; at += AT_ONCE) {
    const part = readable.slice(at, at + AT_ONCE);
    const commits = await readEach(
      place.git,
      part.map(({ commit }) => commit),
      { cwd: place.cwd },
    );
    const read = part.flatMap(({ id }, index) => {
      const version = commits[index] == null ? undefined : versionOf(place.format, commits[index].bytes);
      return version?.id === id ? [version] : [];
    });
    const { whole, promised } = await wholeOnes(place, read);
    for (const version of whole) versions.set(version.id, version);
    for (const { id } of promised) incomplete.add(id);
  }
  const stayed = tips
    .filter(({ id }) => !versions.has(id))
    .map((tip) => ({ ...tip, reason: incomplete.has(tip.id) ? ('incomplete' as const) : ('unreadable' as const) }));
  return { versions: [...versions.values()], stayed };
};

/** Those whose files are all here: an archive with a hole in it cannot be sent, and nobody would look for it there. */
const wholeOnes = async (
  place: Place,
  versions: readonly ArchivedVersion[],
): Promise<{ readonly whole: readonly ArchivedVersion[]; readonly promised: readonly ArchivedVersion[] }> => {
  const trees = await readTrees(
    place,
    versions.map(({ tree }) => tree),
  );
  const ids = [
    ...new Set(trees.flatMap((entries) => entries ?? []).flatMap(({ mode, id }) => (mode === SUBMODULE ? [] : [id]))),
  ];
  const infos = await readInfos(place.git, ids, place);
  const missing = new Set(ids.filter((_, index) => infos[index] == null));
  const treeless = versions.flatMap(({ tree }, index) => (trees[index] === null ? [tree] : []));
  const promised = await promisedAmong(place, [...missing, ...treeless]);
  const isPromised = ({ tree }: ArchivedVersion, index: number): boolean =>
    promised.has(tree) || (trees[index] ?? []).some(({ id }) => promised.has(id));
  return {
    whole: versions.filter((_, index) => trees[index]?.every(({ id }) => !missing.has(id)) === true),
    promised: versions.filter(isPromised),
  };
};

/** Those that are no longer where they were read, and those whose lock the error names. */
const whatStays = async (
  place: Place,
  versions: readonly ArchivedVersion[],
  error: unknown,
): Promise<FoldResult['stayed']> => {
  const now = await refTargets(place, [ARTIFACTS_PREFIX]);
  const message = error instanceof OpenSessionError ? `${error.message} ${String(error.cause)}` : '';
  return versions.flatMap(({ id, commit }): FoldResult['stayed'] => {
    if (now.get(artifactRef(id)) !== commit) return [{ id, commit, reason: 'moved' }];
    return message.includes(`${artifactRef(id)}.lock'`) ? [{ id, commit, reason: 'locked' }] : [];
  });
};
