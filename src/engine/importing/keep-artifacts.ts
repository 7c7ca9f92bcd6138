import type { Artifact } from '../../domain/artifact.ts';
import { OpenSessionError, insteadOf } from '../../domain/errors.ts';
import { compareTimes } from '../../domain/hail/timestamp.ts';
import { type ArtifactId, artifactNameOf, artifactRef, toArtifactId } from '../../domain/refs.ts';
import { SIGNATURE_FILE } from '../../domain/signature.ts';
import { type Removal, removedSince } from '../../domain/tombstone.ts';
import type { ArtifactStore } from '../../store/artifact-store.ts';
import type { ArtifactFiles, StoredArtifact } from '../../store/kept-artifact.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import type { World } from '../ports.ts';
import { type SignatureState, signatureState } from '../verify/signature-state.ts';
import type { ReadArtifact } from './read-artifacts.ts';

export interface KeptArtifact {
  readonly artifact_id: string;
  /**
   * `older`: what is there was updated later, or at the same time with other files. `removed`: it was removed here since.
   * `weaker`: what is there is signed by somebody who is trusted more than whoever signed this, if anybody did.
   * `incomplete`: a partial clone left some of what is there out. `damaged`: what is there cannot be read. All leave what is
   * there as it is.
   */
  readonly outcome: 'added' | 'same' | 'older' | 'removed' | 'weaker' | Unreadable;
}

/** Nothing is put on top of what cannot be read. */
type Unreadable = 'incomplete' | 'damaged';

export interface KeepingWorld extends Pick<World, 'signing' | 'cwd'> {
  readonly store: ArtifactStore;
  /** Takes also what is signed less than what is there. */
  readonly weaker: boolean;
}

/** @throws artifact_corrupt (the record of removals), ref_conflict, ref_locked, no_space, read_only */
export const keepArtifacts = async (
  world: KeepingWorld,
  artifacts: readonly ReadArtifact[],
): Promise<readonly KeptArtifact[]> => {
  const removals = Map.groupBy(await world.store.archive.removals(), ({ artifact_id }) => artifact_id);
  const kept: KeptArtifact[] = [];
  for (const one of artifacts) {
    const artifact_id = toArtifactId(one.artifact.artifact_id);
    const keep = () => keepArtifact(world, one, removals.get(artifact_id) ?? []);
    const told = await orUnreadable(keep);
    kept.push(typeof told === 'string' ? { artifact_id, outcome: told } : told);
  }
  return kept;
};

/** Those of which what is there cannot be read: nothing would be put on top of them. */
export const unreadableAmong = async (
  store: ArtifactStore,
  artifacts: readonly ReadArtifact[],
): Promise<ReadonlyMap<string, Unreadable>> => {
  const unreadable = new Map<string, Unreadable>();
  for (const { artifact } of artifacts) {
    const read = await orUnreadable(() => found(store, toArtifactId(artifact.artifact_id)));
    if (typeof read === 'string') unreadable.set(artifact.artifact_id, read);
  }
  return unreadable;
};

/** One that cannot be read holds up no other. */
const orUnreadable = async <T>(read: () => Promise<T>): Promise<T | Unreadable> => {
  try {
    return await read();
  } catch (error) {
    const code = error instanceof OpenSessionError ? error.code : null;
    if (code === 'artifact_incomplete') return 'incomplete';
    if (code === 'artifact_corrupt') return 'damaged';
    throw error;
  }
};

/** Tries while others write the same artifact. */
const TRIES = 20;

const keepArtifact = async (
  world: KeepingWorld,
  { artifact, version }: ReadArtifact,
  removals: readonly Removal[],
): Promise<KeptArtifact> => {
  const { store } = world;
  const { artifact_id } = artifact;
  const id = toArtifactId(artifact_id);
  for (let attempt = 1; ; attempt++) {
    const there = await found(store, id);
    if (staysRemoved(artifact, removals, there)) return { artifact_id, outcome: 'removed' };
    const stays = there === null ? null : await whyStays(world, there, { artifact, version });
    if (stays !== null) return { artifact_id, outcome: stays };
    try {
      const { changed } = await store.save({ id, ...version, expect: there?.commit ?? null });
      return { artifact_id, outcome: changed ? 'added' : 'same' };
    } catch (error) {
      const moved = error instanceof OpenSessionError && error.code === 'ref_conflict';
      if (!moved || attempt >= TRIES) throw error;
    }
  }
};

/** Unless it is newer than what was removed last. Also where an earlier version of that is in the archive still. */
const staysRemoved = (artifact: Artifact, removals: readonly Removal[], there: StoredArtifact | null): boolean =>
  (there === null || there.archived) &&
  removedSince(removals, there?.commit ?? null).some(
    ({ removed_at, said_at = removed_at }) => !isNewer(timeOf(artifact), said_at),
  );

/** The live one, else the archived. */
const found = (store: ArtifactStore, id: ArtifactId): Promise<StoredArtifact | null> =>
  store.find(id).catch(insteadOf('artifact_not_found', null));

/** A signature that is missing here is taken; none is taken away, and none takes the place of another. */
const whyStays = async (
  world: KeepingWorld,
  there: StoredArtifact,
  { artifact, version }: ReadArtifact,
): Promise<'same' | 'older' | 'weaker' | null> => {
  const here = await versionOf(world.store, there);
  if (isSame(here, version.files))
    return there.signature === null && version.files[SIGNATURE_FILE] !== undefined ? null : 'same';
  if (!isNewer(timeOf(artifact), timeOf(there.artifact))) return 'older';
  return world.weaker || here === null || !(await isWeaker(world, version.files, here)) ? null : 'weaker';
};

/** A time is whatever the file says: nobody who is not trusted puts a version on top of one that is signed by it. */
const isWeaker = async (world: KeepingWorld, files: ArtifactFiles, here: InspectedVersion): Promise<boolean> => {
  const artifact_id = artifactNameOf(here.ref);
  const kept = RANK[(await signatureState(world, here, { artifact_id })).state];
  if (kept === 0) return false;
  const came = await signatureState(world, inspected(files), { artifact_id });
  return RANK[came.state] < kept;
};

const inspected = (files: ArtifactFiles): Pick<InspectedVersion, 'files' | 'entries'> => {
  const named = Object.entries(files) as readonly (readonly [string, string])[];
  return {
    entries: named.map(([name]) => ({ mode: '100644', name, id: '' })),
    files: new Map(named.map(([name, text]) => [name, Buffer.from(text)])),
  };
};

const RANK: { readonly [state in SignatureState['state']]: number } = {
  unsigned: 0,
  invalid: 0,
  unknown: 1,
  untrusted: 1,
  signed: 2,
};

/** null: it cannot be read. */
const versionOf = async (store: ArtifactStore, there: StoredArtifact): Promise<InspectedVersion | null> => {
  const ref = artifactRef(toArtifactId(there.artifact.artifact_id));
  for await (const version of store.inspect([{ ref, commit: there.commit }]))
    return version.entries === null ? null : version;
  return null;
};

const isSame = (here: InspectedVersion | null, files: ArtifactFiles): boolean => {
  const { [SIGNATURE_FILE]: _, ...rest } = files;
  const named = new Map(Object.entries(rest));
  const own = [...(here?.files ?? [])].filter(([name]) => name !== SIGNATURE_FILE);
  return own.length === named.size && own.every(([name, bytes]) => named.get(name) === bytes.toString('utf8'));
};

const timeOf = ({ created_at, updated_at }: Artifact): string => updated_at ?? created_at;

/** Of times that cannot be compared neither is newer: what is there stays. */
const isNewer = (time: string, than: string): boolean => (compareTimes(time, than) ?? -1) > 0;
