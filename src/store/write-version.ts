import { OpenSessionError } from '../domain/errors.ts';
import { type ArtifactId, artifactRef } from '../domain/refs.ts';
import { type GitObject, gitObject, treeObject } from '../git/object-id.ts';
import { updateRefs } from '../git/update-ref.ts';
import { writeObjects } from '../git/write-objects.ts';
import type { NextVersion, SavedArtifact } from './artifact-store.ts';
import type { Place } from './place.ts';
import type { Tip } from './read-version.ts';

/** Our names in a version's tree: those that a new version does not have are dropped; all other entries survive. */
const OURS: ReadonlySet<string> = new Set([
  'artifact.json',
  'manifest.json',
  'HANDOFF.md',
  'report.json',
  'signature.json',
]);

const IDENTITY = 'opensession <cli@opensession.io>';

/**
 * One version on top of `tip`, in two processes: the objects, then the ref, which moves only from `from` (null: it must
 * not exist). The same content adds nothing. @throws ref_conflict, ref_locked, no_space, read_only
 */
export const writeVersion = async (
  place: Place,
  version: NextVersion & { readonly id: ArtifactId; readonly tip: Tip | null; readonly from: string | null },
): Promise<SavedArtifact> => {
  const { id, tip, from } = version;
  const ref = artifactRef(id);
  if (from !== (tip?.commit ?? null)) throw moved(ref, tip);
  const blobs = Object.entries(version.files).map(([name, text]) => ({ name, blob: blobOf(place, text) }));
  const foreign = (tip?.entries ?? []).filter(({ name }) => !OURS.has(name));
  const ours = blobs.map(({ name, blob }) => ({ mode: '100644', name, id: blob.id }));
  const tree = treeObject(place.format, [...foreign, ...ours]);
  if (tip !== null && tree.id === tip.tree) return { ref, commit: tip.commit, changed: false };
  const commit = commitOf(place, { tree: tree.id, parent: from, message: version.message });
  const there = new Set(tip?.entries.map((entry) => entry.id));
  const fresh = blobs.map(({ blob }) => blob).filter((blob) => !there.has(blob.id));
  await writeObjects(place.git, place, [...fresh, tree, commit]);
  await updateRefs(place.git, place.cwd, [{ ref, from, to: commit.id }]);
  return { ref, commit: commit.id, changed: true };
};

const blobOf = ({ format }: Place, text: string): GitObject => gitObject(format, 'blob', text);

const commitOf = (
  { format, clock }: Place,
  { tree, parent, message }: { readonly tree: string; readonly parent: string | null; readonly message: string },
): GitObject => {
  const who = `${IDENTITY} ${Math.floor(clock.now().getTime() / 1000)} +0000`;
  const parents = parent === null ? '' : `parent ${parent}\n`;
  return gitObject(format, 'commit', `tree ${tree}\n${parents}author ${who}\ncommitter ${who}\n\n${message}`);
};

const moved = (ref: string, tip: Tip | null): OpenSessionError =>
  new OpenSessionError('ref_conflict', `${ref} is not where it was read: it is now at ${tip?.commit ?? 'nothing'}`, {
    hint: 'read it again and repeat',
  });
