import { OpenSessionError } from '../domain/errors.ts';
import { type ArtifactId, artifactRef } from '../domain/refs.ts';
import { type GitObject, gitObject, treeObject } from '../git/object-id.ts';
import type { RefChange } from '../git/update-ref.ts';
import type { NextVersion, ReplacedFiles, SavedArtifact } from './artifact-store.ts';
import { commitOf } from './commit-of.ts';
import type { Place } from './place.ts';
import type { Tip } from './read-version.ts';
import { writeAndPoint } from './write-then-move.ts';

/** Our names in a version's tree: those that a new version does not have are dropped; all other entries survive. */
export const OURS: ReadonlySet<string> = new Set([
  'artifact.json',
  'manifest.json',
  'HANDOFF.md',
  'report.json',
  'signature.json',
]);

/** A version as objects and one move of its ref; without objects where the tip holds the same content. */
export interface PlannedVersion {
  readonly change: RefChange & { readonly to: string };
  readonly objects: readonly GitObject[];
}

type VersionOnTip = (NextVersion | ReplacedFiles) & { readonly id: ArtifactId; readonly tip: Tip | null };

/**
 * One version on top of `tip`, in two processes: the objects, then the ref, which moves only from `from` (null: it must
 * not exist, as that of an archived tip). The same content adds nothing, but makes an archived artifact live. @throws ref_conflict, ref_locked, no_space, read_only
 */
export const writeVersion = async (
  place: Place,
  version: VersionOnTip & { readonly from: string | null },
): Promise<SavedArtifact> => {
  const { tip, from } = version;
  if (from !== liveCommit(tip)) throw moved(artifactRef(version.id), liveCommit(tip));
  const { change, objects } = planVersion(place, version);
  if (objects.length > 0) await writeAndPoint(place, objects, [change]);
  return { ref: change.ref, commit: change.to, changed: objects.length > 0 };
};

export const planVersion = (place: Place, version: VersionOnTip): PlannedVersion => {
  const { id, tip, message } = version;
  const files = 'files' in version ? version.files : version.replaces;
  const dropped = 'files' in version ? OURS : new Set([...Object.keys(files), 'signature.json']);
  const ref = artifactRef(id);
  const from = liveCommit(tip);
  const blobs = Object.entries(files).map(([name, text]) => ({ name, blob: blobOf(place, text) }));
  const foreign = (tip?.entries ?? []).filter(({ name }) => !dropped.has(name));
  const ours = blobs.map(({ name, blob }) => ({ mode: '100644', name, id: blob.id }));
  const tree = treeObject(place.format, [...foreign, ...ours]);
  if (tip !== null && !tip.archived && tree.id === tip.tree)
    return { change: { ref, from, to: tip.commit }, objects: [] };
  const commit = commitOf(place, { tree: tree.id, parents: tip === null ? [] : [tip.commit], message });
  const there = new Set(tip?.entries.map((entry) => entry.id));
  const fresh = blobs.map(({ blob }) => blob).filter((blob) => !there.has(blob.id));
  return { change: { ref, from, to: commit.id }, objects: [...fresh, tree, commit] };
};

/** Where the ref of an artifact is, if there is one: what is archived has none. */
export const liveCommit = (tip: Tip | null): string | null => (tip === null || tip.archived ? null : tip.commit);

const blobOf = ({ format }: Place, text: string): GitObject => gitObject(format, 'blob', text);

/** @param now null: the ref is gone */
export const moved = (ref: string, now: string | null): OpenSessionError =>
  new OpenSessionError(
    'ref_conflict',
    now === null
      ? `${ref} was removed or archived by somebody else meanwhile`
      : `${ref} is not where it was read: it is now at ${now}`,
    {
      hint: 'read it again and repeat',
    },
  );
