import { isPartial, promisedAmong } from '../../git/promised-objects.ts';
import { readInfos } from '../../git/read-objects.ts';
import type { Place } from '../place.ts';

export interface NamedBlob {
  readonly path: string;
  readonly blob: string;
}

export interface ListedBlob extends NamedBlob {
  /** null: a partial clone left it out, or its size was not asked for there. */
  readonly bytes: number | null;
}

/**
 * All files of a tree that are here, or were left out by a partial clone; paths are bytes as latin1. One process in a
 * clone that is whole. @param isSized whose size a partial clone is asked for
 */
export const listFiles = async (
  place: Place,
  treeish: string,
  isSized: (path: string) => boolean = () => true,
): Promise<readonly ListedBlob[]> => {
  if (isPartial(place.commonDir)) return sized(place, await nameFiles(place, treeish), isSized);
  const lines = await treeLines(place, treeish, { how: ['-l'] });
  return lines.flatMap((line) => {
    const [, blob, bytes, path] = /^100\d+ blob ([0-9a-f]+) +(\d+)\t([^]+)$/.exec(line) ?? [];
    return blob === undefined || path === undefined ? [] : [{ path, blob, bytes: Number(bytes) }];
  });
};

/** As listFiles, but trees alone are read: also files that are not here. @param paths few; none: all */
export const nameFiles = async (
  place: Place,
  treeish: string,
  paths: readonly string[] = [],
): Promise<readonly NamedBlob[]> =>
  (await treeLines(place, treeish, { paths })).flatMap((line) => {
    const [, blob, path] = /^100\d+ blob ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
    return blob === undefined || path === undefined ? [] : [{ path, blob }];
  });

/** Ids of the files at these paths, whether they are here or were left out; null: there is none. @param paths bytes as latin1 */
export const blobsAt = async (
  place: Place,
  treeish: string,
  paths: readonly string[],
): Promise<readonly (string | null)[]> => {
  if (paths.length === 0) return [];
  if (isPartial(place.commonDir)) {
    const files = new Map((await nameFiles(place, treeish)).map(({ path, blob }) => [path, blob]));
    return paths.map((path) => files.get(path) ?? null);
  }
  // cat-file reads UTF-8: a name of other bytes would not be found, and is of no session of ours
  const names = paths.map((path) => `${treeish}:${Buffer.from(path, 'latin1').toString('utf8')}`);
  return (await readInfos(place.git, names, place)).map((info) => info?.id ?? null);
};

const treeLines = async (
  { git, cwd }: Place,
  treeish: string,
  { how = [], paths = [] }: { readonly how?: readonly string[]; readonly paths?: readonly string[] },
): Promise<readonly string[]> => {
  const args = ['ls-tree', '-r', ...how, '-z', '--full-tree', '--end-of-options', treeish, ...paths];
  return (await git.run(args, { cwd })).stdout.toString('latin1').split('\0');
};

const sized = async (
  place: Place,
  files: readonly NamedBlob[],
  isSized: (path: string) => boolean,
): Promise<readonly ListedBlob[]> => {
  const ids = [...new Set(files.flatMap(({ path, blob }) => (isSized(path) ? [blob] : [])))];
  const infos = await readInfos(place.git, ids, place);
  const sizes = new Map(infos.flatMap((info) => (info === null ? [] : [[info.id, info.size]])));
  const promised = await promisedAmong(
    place,
    ids.filter((id) => !sizes.has(id)),
  );
  return files.flatMap((file) => {
    const bytes = sizes.get(file.blob) ?? null;
    return bytes === null && isSized(file.path) && !promised.has(file.blob) ? [] : [{ ...file, bytes }];
  });
};
