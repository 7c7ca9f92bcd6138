import { type ArchivedFile, MANIFEST, manifestText, placeOf } from '../../domain/archive.ts';
import { byCodePoint } from '../../domain/code-point-order.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { readObjects } from '../../git/read-objects.ts';
import type { ArtifactTip } from '../archive/archive.ts';
import type { Place } from '../place.ts';
import { branchIncomplete, tellingLeftOut } from '../sessions/left-out.ts';
import { type ListedBlob, listFiles } from '../sessions/list-files.ts';
import { branchTip } from '../sessions/read-branch.ts';
import { incomplete } from '../incomplete.ts';
import type { ArchiveChoice, PackedArchive } from './archive.ts';
import { createHash } from '../../domain/create-hash.ts';

export const packArchive = async (place: Place, choice: ArchiveChoice): Promise<PackedArchive> => {
  const found = [
    ...(await artifactFiles(place, choice.artifacts)),
    ...(choice.sessions ? await tellingLeftOut(place, () => sessionFiles(place)) : []),
  ].filter(({ path }) => placeOf(path) !== null);
  const listed = found.sort((a, b) => byCodePoint(a.path, b.path));
  const files: ArchivedFile[] = [];
  for await (const { path, bytes } of contents(place, listed))
    files.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  return { files, chunks: tarOf(place, listed, manifestText(files)) };
};

const artifactFiles = async (place: Place, tips: readonly ArtifactTip[]): Promise<readonly ListedBlob[]> => {
  const files: ListedBlob[] = [];
  for (const { id, commit } of tips)
    for (const file of await listFiles(place, commit)) {
      if (file.bytes === null) throw incomplete(id, [file.path]);
      files.push({ ...file, path: `artifacts/${id}/${file.path}` });
    }
  return files;
};

const sessionFiles = async (place: Place): Promise<readonly ListedBlob[]> => {
  const tip = await branchTip(place);
  const files = tip === null ? [] : await listFiles(place, tip);
  if (files.some(({ bytes }) => bytes === null)) throw await branchIncomplete(place);
  return files.map((file) => ({ ...file, path: `sessions/${file.path}` }));
};

/** Read together: bounds memory, but for one that is larger by itself. */
const PART_BYTES = 16 * 1024 * 1024;
const MAX_BYTES = 1024 * 1024 * 1024;

async function* contents(
  place: Place,
  listed: readonly ListedBlob[],
): AsyncGenerator<{ readonly path: string; readonly bytes: Buffer }> {
  for (let from = 0; from < listed.length;) {
    let to = from + 1;
    let size = listed[from]?.bytes ?? 0;
    for (; to < listed.length && size + (listed[to]?.bytes ?? 0) <= PART_BYTES; to++) size += listed[to]?.bytes ?? 0;
    const part = listed.slice(from, to);
    const blobs = await readObjects(
      place.git,
      part.map(({ blob }) => blob),
      { cwd: place.cwd, limit: MAX_BYTES },
    );
    for (const [index, { path, blob }] of part.entries()) {
      const object = blobs[index];
      if (object?.type !== 'blob')
        throw new OpenSessionError('git_failed', `expected a file ${blob} for ${path}, found none`);
      yield { path, bytes: object.bytes };
    }
    from = to;
  }
}

/** Nothing of this machine or moment: the same files give the same bytes. */
const HEADER = { mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), type: 'file' } as const;

async function* tarOf(place: Place, listed: readonly ListedBlob[], manifest: string): AsyncGenerator<Uint8Array> {
  // bundled, a CommonJS package has its default alone
  const { pack } = (await import('tar-stream')).default;
  const tar = pack();
  const put = (name: string, bytes: Buffer): Promise<void> =>
    new Promise((done, fail) => tar.entry({ ...HEADER, name }, bytes, (error) => (error ? fail(error) : done())));
  const filling = (async () => {
    await put(MANIFEST, Buffer.from(manifest));
    for await (const { path, bytes } of contents(place, listed)) await put(path, bytes);
    tar.finalize();
  })().catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
  yield* tar as AsyncIterable<Uint8Array>;
  await filling;
}
