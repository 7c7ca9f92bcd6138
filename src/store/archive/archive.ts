/** The archive of artifacts: the port that the use cases see. */
import type { ArtifactId } from '../../domain/refs.ts';
import type { BranchFacts, WorkRecord } from '../../domain/retention.ts';
import type { Removal } from '../../domain/tombstone.ts';
import type { BranchQuestion } from '../../git/branch-facts.ts';
import type { ArtifactEntry, StoredArtifact } from '../kept-artifact.ts';
import type { OddRemoval } from '../odd-removals.ts';

export interface ArtifactTip {
  readonly id: ArtifactId;
  readonly commit: string;
}

export interface FoldResult {
  /** Where the archive is afterwards; null: there is none. */
  readonly commit: string | null;
  readonly archived: readonly ArtifactTip[];
  /** Left as they are: moved or locked by somebody else meanwhile, no readable version, or one that is not all here. */
  readonly stayed: readonly (ArtifactTip & { readonly reason: 'moved' | 'locked' | 'unreadable' | 'incomplete' })[];
}

export interface FoundByKeys {
  readonly found: readonly (ArtifactTip & {
    readonly archived: boolean;
    /** Those of the asked keys that it has. */
    readonly keys: readonly string[];
  })[];
  /** Live artifacts whose commit message holds no keys: nothing can be said of them without their blobs. */
  readonly unkeyed: readonly ArtifactTip[];
  /** Parts of the archive that could not be read: there may be more to find. */
  readonly problems: readonly string[];
}

export interface DropResult {
  /** Of the archive afterwards. */
  readonly commit: string | null;
  /** Those that were taken out. */
  readonly dropped: readonly ArtifactTip[];
}

export interface MergeResult {
  readonly commit: string | null;
  readonly changed: boolean;
  /** It does not go on from theirs, which holds what was pruned here. */
  readonly replaces: boolean;
  /** What in the other archive was not taken over, and why. */
  readonly problems: readonly string[];
}

export interface ArtifactArchive {
  /** The commit of the archive, or null. @throws artifact_corrupt when the ref names something else */
  tip(): Promise<string | null>;
  /** Of the artifacts that it holds, without opening any. */
  ids(): Promise<readonly ArtifactId[]>;
  /** All entries by id; what is wrong with one is its problem. */
  list(): Promise<readonly ArtifactEntry[]>;
  /** @throws artifact_not_found, artifact_corrupt */
  read(id: ArtifactId): Promise<StoredArtifact>;
  /**
   * Moves live artifacts into the archive: one transaction adds them there and deletes their refs, each only if it is
   * still at the tip given. @throws artifact_corrupt (the archive), ref_conflict, ref_locked, no_space, read_only
   */
  fold(tips: readonly ArtifactTip[]): Promise<FoldResult>;
  /**
   * What restoring would be built upon: the archived version or the one that was removed after it, if that is still here;
   * of a live one that somebody removed the live one itself. @throws artifact_not_found, artifact_corrupt, ref_conflict
   */
  lastVersion(id: ArtifactId): Promise<ArtifactTip>;
  /** Makes it live again, as a version on top of it. @throws artifact_not_found, artifact_corrupt, ref_conflict */
  restore(id: ArtifactId): Promise<{ readonly ref: string; readonly commit: string }>;
  /** Takes over what another clone's archive (a commit that is here, with its history) holds. The union, whoever merges. @throws artifact_corrupt, ref_conflict */
  merge(theirs: string): Promise<MergeResult>;
  /** Takes artifacts out for good, history included: what only they held is no longer reachable. */
  drop(tips: readonly ArtifactTip[]): Promise<DropResult>;
  /** How many objects nothing but these archived versions and their history holds. */
  weigh(tips: readonly ArtifactTip[]): Promise<number>;
  /** What was removed or archived, as far as it can be read (domain/tombstone.ts). */
  removals(): Promise<readonly Removal[]>;
  /** Takes removals out of the record: a clone that still has the artifact may bring it back. */
  forget(removals: readonly Removal[]): Promise<void>;
  /** Entries of that record that are not as a removal is written. */
  oddRemovals(): Promise<readonly OddRemoval[]>;
  /** Takes out those that are no removals, and puts the others right. @throws ref_conflict, ref_locked, no_space, read_only */
  amendRemovals(odd: readonly OddRemoval[]): Promise<void>;
  /** What each live artifact says of its work, and what git says of branches: what may be archived follows from both. */
  work(): Promise<readonly WorkRecord[]>;
  branches(question: BranchQuestion): Promise<BranchFacts>;
  /** Since when versions, live or archived, can be there at the earliest, by commit, in milliseconds: whatever a clock said. */
  notBefore(versions: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Live and archived artifacts that have any of these keys (hexadecimal, see change-keys.ts). */
  findByKeys(keys: readonly string[]): Promise<FoundByKeys>;
}
