import type { Artifact } from '../../../src/domain/artifact.ts';
import { handoff } from '../../support/facts.ts';

/** Of one session of Codex; its digest is that of nothing. */
export const oneArtifact = (artifact_id: string, session_id: string, source_path: string): Artifact => ({
  version: '1',
  artifact_id,
  created_at: '2026-11-22T10:11:12.000Z',
  updated_at: '2026-11-22T10:11:12.000Z',
  merge_policy: 'time_asc',
  payload_format: 'json',
  sources: [
    {
      session_id,
      tool: 'codex',
      model: 'gpt-5-codex',
      agent: 'codex',
      source_path,
      source_mtime_ms: 1795342272000,
      source_size: 79691,
      source_digest: '0'.repeat(64),
    },
  ],
  payload: [handoff({ session_id })],
  digest: '0'.repeat(64),
});
