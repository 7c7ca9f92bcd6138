import type { Artifact } from '../domain/artifact.ts';
import type { ArtifactSummary } from '../domain/artifact-message.ts';

/** What a listing shows, from the commit message alone. */
export interface ArtifactEntry extends ArtifactSummary {
  readonly ref: string;
  readonly commit: string;
  /** In the archive, not in a ref of its own. */
  readonly archived: boolean;
  /** Set when the ref or its commit cannot be read as an artifact: says what is wrong. The others still list. */
  readonly problem: string | null;
  /** The problem is that a partial clone left it out. */
  readonly isIncomplete?: boolean;
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

export interface StoredArtifact {
  readonly artifact: Artifact;
  readonly ref: string;
  readonly commit: string;
  readonly markdown: string | null;
  /** Of the commit. */
  readonly message: string;
  /** The text of `signature.json`. */
  readonly signature: string | null;
  /** Read from the archive; `ref` is then the archive's. */
  readonly archived: boolean;
}
