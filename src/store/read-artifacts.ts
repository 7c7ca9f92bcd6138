import type { Artifact } from '../domain/artifact.ts';
import { parseArtifact } from '../domain/artifact-json.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { commitHeaders } from '../git/commit-headers.ts';
import { readTrees } from '../git/edit-tree.ts';
import { isPartial, isPromised, promisedAmong } from '../git/promised-objects.ts';
import { type ObjectInfo, type ReadObject, readEach, readInfos } from '../git/read-objects.ts';
import { incomplete } from './incomplete.ts';
import type { Place } from './place.ts';
import { corrupt, damaged } from './read-version.ts';

/** Read in one go: bounds memory whatever the number of artifacts. */
const CHUNK_BYTES = 32 * 1024 * 1024;
export const MAX_BLOB_BYTES = 16 * 1024 * 1024;

export type TipName = { readonly ref: string; readonly commit: string };

/** `artifact.json` at many tips in the order asked; an error stands for what cannot be read. */
export const readAllArtifacts = async (
  place: Place,
  tips: readonly TipName[],
): Promise<readonly (Artifact | OpenSessionError)[]> => {
  const infos = await infosOf(place, tips);
  const results: (Artifact | OpenSessionError)[] = [];
  for (const part of chunks(tips.map((tip, index) => ({ tip, info: infos[index] ?? null })))) {
    const blobs = await readPart(place, part);
    // together: their digests are made beside each other
    results.push(...(await Promise.all(part.map(({ tip, info }, index) => parsed(tip, info, blobs[index] ?? null)))));
  }
  return results;
};

/** The id that no object has. */
const NOTHING = '0'.repeat(40);

/** `absent`: a partial clone left it out; null: there is none. */
type Info = ObjectInfo | 'absent' | null;

interface Asked {
  readonly tip: TipName;
  readonly info: Info;
}

const infosOf = async (place: Place, tips: readonly TipName[]): Promise<readonly Info[]> => {
  const names = tips.map(({ commit }) => `${commit}:artifact.json`);
  try {
    const infos = await readInfos(place.git, names, place);
    if (!infos.includes(null) || !isPartial(place.commonDir)) return infos;
  } catch (error) {
    if (!isPromised(error)) throw error;
  }
  return infosById(place, tips);
};

/** Step by step: only of what is asked for by its id git says that it is not here. */
const infosById = async (place: Place, tips: readonly TipName[]): Promise<readonly Info[]> => {
  const commits = await readEach(
    place.git,
    tips.map(({ commit }) => commit),
    place,
  );
  const ids = commits.map((commit) => (commit?.type === 'commit' ? commitHeaders(commit.bytes).tree : NOTHING));
  const trees = await readTrees(place, ids);
  const blobs = trees.map((entries) => entries?.find(({ name }) => name === 'artifact.json')?.id ?? '');
  const asked = blobs.filter((id) => id !== '');
  const infos = await readInfos(place.git, asked, place);
  const known = new Map(asked.map((id, index) => [id, infos[index] ?? null]));
  const lost = ids.map((id, index) => (trees[index] === null ? id : (blobs[index] ?? '')));
  const promised = await promisedAmong(
    place,
    lost.filter((id) => id !== '' && known.get(id) == null),
  );
  return lost.map((id) => (promised.has(id) ? 'absent' : (known.get(id) ?? null)));
};

const readable = (info: Info): ObjectInfo | null =>
  info !== null && info !== 'absent' && info.type === 'blob' && info.size <= MAX_BLOB_BYTES ? info : null;

const chunks = (all: readonly Asked[]): Asked[][] => {
  const parts: Asked[][] = [];
  let bytes = 0;
  for (const one of all) {
    const size = readable(one.info)?.size ?? 0;
    const current = parts.at(-1);
    if (current === undefined || bytes + size > CHUNK_BYTES) {
      parts.push([one]);
      bytes = size;
    } else {
      current.push(one);
      bytes += size;
    }
  }
  return parts;
};

/** By index of the part. */
const readPart = async ({ git, cwd }: Place, part: readonly Asked[]): Promise<readonly (ReadObject | null)[]> => {
  const ids = part.map(({ info }) => readable(info)?.id ?? null);
  const found = await readEach(
    git,
    ids.filter((id) => id !== null),
    { cwd },
  );
  let next = 0;
  return ids.map((id) => (id === null ? null : (found[next++] ?? null)));
};

const parsed = async ({ ref }: TipName, info: Info, blob: ReadObject | null): Promise<Artifact | OpenSessionError> => {
  if (info === 'absent') return incomplete(ref, ['artifact.json']);
  if (info === null) return damaged(ref, 'it holds no artifact.json, or that is missing');
  if (readable(info) === null) return corrupt(ref, `its artifact.json is a ${info.type} of ${info.size} bytes`);
  if (blob === null) return damaged(ref, 'its artifact.json is damaged');
  try {
    return await parseArtifact(blob.bytes.toString('utf8'), ref);
  } catch (error) {
    if (error instanceof OpenSessionError) return error;
    throw error;
  }
};
