import { type BranchVersion, compareUpdated, compareVersions } from '../../domain/branch/newer-version.ts';
import { readMeta } from '../../domain/branch/session-meta.ts';
import { branchFileOf, pathsOf } from '../../domain/branch/session-path.ts';
import { type Tombstone, bothPruned, isPruned, readTombstone, tombstoneText } from '../../domain/branch/tombstone.ts';
import { byCodePoint } from '../../domain/code-point-order.ts';
import { type GitObject, gitObject } from '../../git/object-id.ts';
import { writeObjects } from '../../git/write-objects.ts';
import type { Place } from '../place.ts';
import { versionOf } from './add-sessions.ts';
import type { TreeChanges } from './edit-tree.ts';
import { blobsAt } from './list-files.ts';
import { textsOf } from './read-branch.ts';
import { withTimes } from './version-time.ts';

/** One file in both trees; null: it is not there. Paths are bytes as latin1. */
interface Difference {
  readonly path: string;
  readonly ours: string | null;
  readonly theirs: string | null;
}

/**
 * What makes our tree the union of both: of a session in two versions the one that every clone takes, nothing that either
 * pruned and that has not grown since. The union is the same whichever side is ours.
 */
export const unionOf = async (place: Place, ours: string, theirs: string): Promise<TreeChanges> => {
  const differences = await differencesOf(place, ours, theirs);
  const changes = new Map<string, string | null>();
  const take = ({ path, ours: own }: Difference, blob: string | null): void => {
    if (blob !== own) changes.set(path, blob);
  };
  const sessions = new Map<string, Sides>();
  const graves = new Map<string, Difference>();
  for (const difference of differences) {
    const file = branchFileOf(difference.path);
    if (file.kind === 'foreign') take(difference, anyOf(difference));
    else if (file.kind === 'tombstone') graves.set(file.place, difference);
    else sessions.set(file.place, { ...sessions.get(file.place), [file.kind]: difference });
  }
  const tombstones = await readTombstones(place, { ours, theirs }, [...sessions.keys(), ...graves.keys()]);
  const alone = (sides: Sides): Winner['side'] | null => (sides.hail === undefined ? null : sideOf(sides.hail));
  const contested = [...sessions].filter(([at, sides]) => tombstones.has(at) || alone(sides) === null);
  const asked = [...contested.map(([at]) => at), ...[...graves.keys()].filter((at) => !sessions.has(at))];
  const winners = await winnersOf(place, { ours, theirs }, { places: asked, tombstones });
  for (const [at, sides] of sessions) {
    const side = tombstones.has(at) ? null : alone(sides);
    const winner = side === null ? winners.get(at) : { side, updated_at: null, republished_at: null };
    const pruned = winner === undefined || isPruned(tombstones.get(at)?.tombstone, winner);
    for (const difference of [sides.hail, sides.meta]) {
      if (difference !== undefined) take(difference, pruned ? null : difference[winner.side]);
    }
  }
  for (const [at, difference] of graves) {
    const winner = winners.get(at);
    const found = tombstones.get(at);
    // beside one that was published again it stays
    const hasGrown = winner !== undefined && !isPruned(found?.tombstone, { ...winner, republished_at: null });
    take(difference, hasGrown ? null : (found?.blob ?? anyOf(difference)));
  }
  return changes;
};

interface Sides {
  readonly hail?: Difference;
  readonly meta?: Difference;
}

/** Of a file that only one side has. */
const sideOf = ({ ours, theirs }: Difference): Winner['side'] | null => {
  if (ours !== null && theirs !== null) return null;
  return theirs === null ? 'ours' : 'theirs';
};

const anyOf = ({ ours, theirs }: Difference): string | null => {
  if (ours === null || theirs === null) return ours ?? theirs;
  return byCodePoint(ours, theirs) > 0 ? ours : theirs;
};

const NOTHING = /^0+$/;

const differencesOf = async ({ git, cwd }: Place, ours: string, theirs: string): Promise<readonly Difference[]> => {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-ext-diff', '--end-of-options', ours, theirs];
  const fields = (await git.run(args, { cwd })).stdout.toString('latin1').split('\0');
  const found: Difference[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, own = '', their = ''] = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) /.exec(fields[at] ?? '') ?? [];
    const blob = (id: string): string | null => (NOTHING.test(id) ? null : id);
    found.push({ path: fields[at + 1] ?? '', ours: blob(own), theirs: blob(their) });
  }
  return found;
};

interface Winner extends Pick<BranchVersion, 'updated_at' | 'republished_at'> {
  readonly side: 'ours' | 'theirs';
}

type Trees = { readonly ours: string; readonly theirs: string };

/** Of each session that is not the same in both: whose files are taken, and how new they are. Of one that was pruned the other. */
const winnersOf = async (
  place: Place,
  trees: Trees,
  { places, tombstones }: { readonly places: readonly string[]; readonly tombstones: ReadonlyMap<string, Found> },
): Promise<ReadonlyMap<string, Winner>> => {
  if (places.length === 0) return new Map();
  const [ours, theirs] = [await versionsAt(place, trees.ours, places), await versionsAt(place, trees.theirs, places)];
  const winners = new Map<string, Winner>();
  for (const [index, at] of places.entries()) {
    const [own, their] = [ours[index] ?? null, theirs[index] ?? null];
    if (own === null && their === null) continue;
    const goes = (version: Version): boolean => isPruned(tombstones.get(at)?.tombstone, version);
    const side = their === null || (own !== null && isFirst(own, their, goes)) ? 'ours' : 'theirs';
    const version = side === 'ours' ? own : their;
    const { updated_at = null, republished_at = null } = version ?? {};
    winners.set(at, { side, updated_at, republished_at });
  }
  return winners;
};

type Version = BranchVersion & {
  readonly meta: string;
  /** It says when the session was published: a prune wrote it, and no commit tells it any more. */
  readonly dated: boolean;
};

/** Of one HAIL file with two metas every clone takes the same. */
const isFirst = (own: Version, their: Version, goes: (version: Version) => boolean): boolean =>
  (Number(goes(their)) - Number(goes(own)) ||
    compareVersions(own, their) ||
    compareUpdated(own.republished_at, their.republished_at) ||
    Number(own.dated) - Number(their.dated) ||
    byCodePoint(own.meta, their.meta)) > 0;

const versionsAt = async (
  place: Place,
  tree: string,
  places: readonly string[],
): Promise<readonly (Version | null)[]> => {
  const paths = places.flatMap((at) => [pathsOf(at).hail, pathsOf(at).meta]);
  const blobs = await blobsAt(place, tree, paths);
  const metas = places.map((_, index) => blobs[index * 2 + 1] ?? '');
  const texts = await textsOf(
    place,
    metas.filter((id) => id !== ''),
  );
  const read = metas.map((id) => readMeta(texts.get(id) ?? ''));
  const versions = read.map((meta, index) => {
    const hail = blobs[index * 2];
    return hail == null ? null : versionOf(meta, hail);
  });
  const timed = await withTimes(place, versions);
  return timed.map((version, index) =>
    version === null
      ? null
      : { ...version, meta: metas[index] ?? '', dated: (read[index]?.published_at ?? null) !== null },
  );
};

interface Found {
  readonly tombstone: Tombstone | undefined;
  readonly blob: string;
}

/** What both sides together say was pruned, by place; written where neither says so alone. */
const readTombstones = async (
  place: Place,
  trees: Trees,
  places: readonly string[],
): Promise<ReadonlyMap<string, Found>> => {
  const all = [...new Set(places)];
  const paths = all.map((at) => pathsOf(at).tombstone);
  const [ours, theirs] = [await blobsAt(place, trees.ours, paths), await blobsAt(place, trees.theirs, paths)];
  const asked = all.flatMap((at, index) => [ours, theirs].map((blobs) => ({ at, blob: blobs[index] ?? null })));
  const texts = await textsOf(place, [...new Set(asked.flatMap(({ blob }) => blob ?? []))]);
  const found = new Map<string, Found>();
  const written: GitObject[] = [];
  const together = (a: Tombstone, b: Tombstone): Found => {
    const tombstone = bothPruned(a, b);
    const object = gitObject(place.format, 'blob', tombstoneText(tombstone));
    written.push(object);
    return { blob: object.id, tombstone };
  };
  for (const { at, blob } of asked) {
    if (blob === null) continue;
    const next = { blob, tombstone: readTombstone(texts.get(blob) ?? '') };
    const other = found.get(at);
    if (other?.tombstone !== undefined && next.tombstone !== undefined && other.blob !== blob)
      found.set(at, together(other.tombstone, next.tombstone));
    else if (other === undefined || isBetter(next, other)) found.set(at, next);
  }
  if (written.length > 0) await writeObjects(place.git, place, written);
  return found;
};

/** One that can be read; of two that cannot, every clone takes the same. */
const isBetter = (a: Found, b: Found): boolean =>
  (Number(a.tombstone !== undefined) - Number(b.tombstone !== undefined) || byCodePoint(a.blob, b.blob)) > 0;
