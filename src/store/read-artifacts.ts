import type { Artifact } from '../domain/artifact.ts';
import { parseArtifact } from '../domain/artifact-json.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { type ObjectInfo, type ReadObject, readEach, readInfos } from '../git/read-objects.ts';
import type { Place } from './place.ts';
import { corrupt } from './read-version.ts';

/** Read in one go: bounds memory whatever the number of artifacts. */
const CHUNK_BYTES = 32 * 1024 * 1024;
export const MAX_BLOB_BYTES = 16 * 1024 * 1024;

export type TipName = { readonly ref: string; readonly commit: string };

/** `artifact.json` at many tips in the order asked; an error stands for what cannot be read. */
export const readAllArtifacts = async (
  place: Place,
  tips: readonly TipName[],
): Promise<readonly (Artifact | OpenSessionError)[]> => {
  const infos = await readInfos(
    place.git,
    tips.map(({ commit }) => `${commit}:artifact.json`),
    place,
  );
  const results: (Artifact | OpenSessionError)[] = [];
  for (const part of chunks(tips.map((tip, index) => ({ tip, info: infos[index] ?? null })))) {
    const blobs = await readPart(place, part);
    // together: their digests are made beside each other
    results.push(...(await Promise.all(part.map(({ tip, info }, index) => parsed(tip, info, blobs[index] ?? null)))));
  }
  return results;
};

interface Asked {
  readonly tip: TipName;
  readonly info: ObjectInfo | null;
}

const readable = (info: ObjectInfo | null): ObjectInfo | null =>
  info !== null && info.type === 'blob' && info.size <= MAX_BLOB_BYTES ? info : null;

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

const parsed = async (
  { ref }: TipName,
  info: ObjectInfo | null,
  blob: ReadObject | null,
): Promise<Artifact | OpenSessionError> => {
  if (info === null) return corrupt(ref, 'it holds no artifact.json');
  if (readable(info) === null) return corrupt(ref, `its artifact.json is a ${info.type} of ${info.size} bytes`);
  if (blob === null) return corrupt(ref, 'its artifact.json is damaged');
  try {
    return await parseArtifact(blob.bytes.toString('utf8'), ref);
  } catch (error) {
    if (error instanceof OpenSessionError) return error;
    throw error;
  }
};
