/** What is kept in a ref: `artifact.json`, interoperable with the older tool (keys in its order, additions after). */
import type { Handoff, MergedHandoff, RedactedText } from './handoff.ts';

export interface ArtifactSource {
  readonly session_id: string;
  readonly tool: string;
  readonly model: string;
  /** As it was found; home shortened to `~`. */
  readonly source_path: string;
  readonly source_mtime_ms: number;
  readonly source_size: number;
  /** sha256 of the bytes that were read, over all files of the session in order; absent in the older tool's artifacts. */
  readonly source_digest?: string;
  /** Of a store that holds many sessions. */
  readonly source_key?: string;
  readonly agent?: string;
}

export interface Artifact {
  readonly version: '1';
  readonly artifact_id: string;
  readonly created_at: string;
  readonly merge_policy: 'time_asc';
  readonly sources: readonly ArtifactSource[];
  readonly payload_format: 'json' | 'jsonl';
  readonly payload: readonly Handoff[];
  readonly derived_markdown?: RedactedText;
  /** Additions of this tool. */
  readonly schema?: 'opensession-artifact-1.1';
  readonly merged?: MergedHandoff;
  readonly updated_at?: string;
  readonly producer?: { readonly name: 'opensession'; readonly version: string };
  /** sha256 of the canonical JSON of the artifact without this key. */
  readonly digest?: string;
}
