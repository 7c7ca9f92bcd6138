/** Artifacts in refs: the port that the use cases see. */
import type { Artifact } from '../domain/artifact.ts';
import type { OpenSessionError } from '../domain/errors.ts';
import type { ArtifactId } from '../domain/refs.ts';
import type { DamagedRecord } from './damaged-records.ts';
import type { ArtifactSearch } from './artifact-search.ts';
import type { InspectedVersion, UnreadVersion, VersionName } from './inspect-versions.ts';
import type { ArtifactArchive } from './archive/archive.ts';
import type { ArtifactEntry, ArtifactFiles, StoredArtifact } from './kept-artifact.ts';

export interface SavedArtifact {
  readonly ref: string;
  readonly commit: string;
  /** false: the content was the same, so no commit was added. */
  readonly changed: boolean;
}

/** What a new version is made from and of. */
export interface NextVersion {
  readonly files: ArtifactFiles;
  readonly message: string;
}

/** What takes the place of files of the version before: the others stay, but for its signature, which was about those. */
export interface ReplacedFiles {
  readonly replaces: Omit<ArtifactFiles, 'artifact.json'>;
  readonly message: string;
}

/** A version to add. `expect` is the tip that was read: null = the ref must not exist, undefined = append to what is there. */
export interface VersionToSave extends NextVersion {
  readonly id: ArtifactId;
  readonly expect?: string | null;
}

export interface ArtifactStore {
  /** For those that may be about a change. */
  readonly search: ArtifactSearch;
  list(): Promise<readonly ArtifactEntry[]>;
  /** Of each what `shape` makes of it, which works while git still prints: an entry may be shaped twice. */
  listAs<T>(shape: (entry: ArtifactEntry) => T): Promise<readonly T[]>;
  /** The artifacts at these tips in the same order, read together; an error stands for what cannot be read. */
  readAll(
    tips: readonly { readonly ref: string; readonly commit: string }[],
  ): Promise<readonly (Artifact | OpenSessionError)[]>;
  /** @param back saves before the newest, default 0. @throws artifact_not_found, artifact_corrupt, artifact_incomplete */
  read(id: ArtifactId, back?: number): Promise<StoredArtifact>;
  /** Versions as they lie there, read together and nothing of them believed; `entries` null: no commit that can be read. */
  inspect(versions: readonly VersionName[]): AsyncIterable<InspectedVersion | UnreadVersion>;
  /** Refs of ours below which a partial clone left something out; none where the clone is whole. */
  lacking(): Promise<readonly string[]>;
  /** Of the record of removals and the archive: those that are there and cannot be read. */
  damagedRecords(): Promise<readonly DamagedRecord[]>;
  /** The live one, else what the archive holds. @throws artifact_not_found, artifact_corrupt, artifact_incomplete */
  find(id: ArtifactId): Promise<StoredArtifact>;
  /** The commit at the ref's tip now, or null. */
  tip(id: ArtifactId): Promise<string | null>;
  /**
   * Adds a version; one to append is tried again with jitter when the ref moves.
   * @throws ref_conflict, ref_locked, no_space, read_only
   */
  save(version: VersionToSave): Promise<SavedArtifact>;
  /**
   * Adds many versions as if one after another, by a few processes for all of them: one reads the tips, one writes the
   * objects, one moves the refs. Each ref moves only from its own tip, and one that cannot move holds no other up: an
   * error stands in its place (ref_conflict, ref_locked, artifact_corrupt). The result is in the order given.
   * @throws no_space, read_only, git_failed: what was moved before stays, and saving all again adds only what is missing
   */
  saveAll(versions: readonly VersionToSave[]): Promise<readonly (SavedArtifact | OpenSessionError)[]>;
  /**
   * Adds a version that is made from the one before it (null: there is none), and made again when the ref moved
   * meanwhile. @throws artifact_corrupt (what is there cannot be built upon), ref_conflict, ref_locked, no_space, read_only
   */
  append(id: ArtifactId, next: (previous: StoredArtifact | null) => Promise<NextVersion>): Promise<SavedArtifact>;
  /** Adds a version that differs from the one before it in some files. @throws artifact_not_found, and as append */
  replace(id: ArtifactId, next: (previous: StoredArtifact) => Promise<ReplacedFiles>): Promise<SavedArtifact>;
  /** Moves a ref of ours that cannot be read below the quarantine; see set-aside.ts. @returns its new name. @throws ref_conflict */
  setAside(ref: string, commit: string): Promise<string>;
  readonly archive: ArtifactArchive;
  /**
   * Deletes the ref, only if its tip is still `expect`, and records the removal (domain/tombstone.ts).
   * @throws artifact_not_found, ref_conflict
   */
  remove(id: ArtifactId, expect: string): Promise<void>;
  /** Whether older versions below one are not here, because the clone is shallow: what is removed is not named with them. */
  isCut(...commits: readonly string[]): Promise<boolean>;
  /** Name of the remote that most likely has what is not here. */
  homeRemote(): Promise<string>;
}
