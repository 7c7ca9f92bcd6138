/** An artifact as the gate read it, by object id and once: what it holds, and what git and signatures say of it. */
import type { Artifact } from '../domain/artifact.ts';
import type { JudgedArtifact, JudgedSignature, Trust } from '../domain/judgement.ts';
import type { Manifest } from '../domain/manifest.ts';

export interface ReadArtifact extends Pick<JudgedArtifact, 'id' | 'version' | 'named' | 'problems'> {
  readonly trust: Trust;
  readonly signature: JudgedSignature;
  /** null with a problem that says why. */
  readonly artifact: Artifact | null;
  /** null: absent (the older tool's), or with a problem that says why. */
  readonly manifest: Manifest | null;
  /** Link versions of it: saved states and the commit that they went into. */
  readonly links: readonly Manifest[];
  /** Paths in which its recorded tree and the head's differ; null: that cannot be told. */
  readonly differing: readonly string[] | null;
}
