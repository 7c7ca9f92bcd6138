/** Artifacts in refs: the port that the use cases see. */
import type { Artifact, ArtifactSource } from '../domain/artifact.ts';
import type { OpenSessionError } from '../domain/errors.ts';
import type { ArtifactId } from '../domain/refs.ts';

/** What a listing shows, from the commit message alone. */
export interface ArtifactEntry {
  readonly artifact_id: string;
  readonly ref: string;
  readonly commit: string;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly payload_format: 'json' | 'jsonl' | null;
  readonly source_count: number | null;
  /** Without model: to tell a stale artifact without its blob. null: the message does not hold all of them (more than 16). */
  readonly sources: readonly ArtifactSource[] | null;
  readonly agent: string | null;
  readonly session_ids: readonly string[];
  readonly branch: string | null;
  readonly objective: string | null;
  readonly digest: string | null;
  /** Set when the ref or its commit cannot be read as an artifact: says what is wrong. The others still list. */
  readonly problem: string | null;
}

/** The files of one version, by name at the tree's root. */
export interface ArtifactFiles {
  readonly 'artifact.json': string;
  readonly 'manifest.json'?: string;
  readonly 'HANDOFF.md'?: string;
  readonly 'report.json'?: string;
  /** Of the person who saved it, if they sign; see domain/signature.ts. */
  readonly 'signature.json'?: string;
}

export interface SavedArtifact {
  readonly ref: string;
  readonly commit: string;
  /** false: the content was the same, so no commit was added. */
  readonly changed: boolean;
}

export interface StoredArtifact {
  readonly artifact: Artifact;
  readonly ref: string;
  readonly commit: string;
  readonly markdown: string | null;
  /** Of the commit. */
  readonly message: string;
  /** The text of `signature.json`. */
  readonly signature: string | null;
}

/** What a new version is made from and of. */
export interface NextVersion {
  readonly files: ArtifactFiles;
  readonly message: string;
}

export interface ArtifactStore {
  list(): Promise<readonly ArtifactEntry[]>;
  /** The artifacts at these tips in the same order, read together; an error stands for what cannot be read. */
  readAll(
    tips: readonly { readonly ref: string; readonly commit: string }[],
  ): Promise<readonly (Artifact | OpenSessionError)[]>;
  /** @throws artifact_not_found, artifact_corrupt */
  read(id: ArtifactId): Promise<StoredArtifact>;
  /** The commit at the ref's tip now, or null. */
  tip(id: ArtifactId): Promise<string | null>;
  /**
   * Adds a version. `expect` is the tip that was read: null = the ref must not exist, undefined = append to whatever
   * is there (retried with jitter when it moves). @throws ref_conflict, ref_locked, no_space, read_only
   */
  save(version: {
    readonly id: ArtifactId;
    readonly files: ArtifactFiles;
    readonly message: string;
    readonly expect?: string | null;
  }): Promise<SavedArtifact>;
  /**
   * Adds a version that is made from the one before it (null: there is none), and made again when the ref moved
   * meanwhile. @throws artifact_corrupt (what is there cannot be built upon), ref_conflict, ref_locked, no_space, read_only
   */
  append(id: ArtifactId, next: (previous: StoredArtifact | null) => Promise<NextVersion>): Promise<SavedArtifact>;
  /** Deletes the ref, only if its tip is still `expect`. @throws artifact_not_found, ref_conflict */
  remove(id: ArtifactId, expect: string): Promise<void>;
}
