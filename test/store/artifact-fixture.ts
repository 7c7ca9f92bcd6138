/** A small artifact and its files, as the engine composes them. */
import type { Artifact } from '../../src/domain/artifact.ts';
import { artifactText, withDigest } from '../../src/domain/artifact-json.ts';
import { artifactMessage } from '../../src/domain/artifact-message.ts';
import { type ArtifactId, toArtifactId } from '../../src/domain/refs.ts';
import type { NextVersion } from '../../src/store/artifact-store.ts';

export const artifactOf = (id: string, change: Partial<Artifact> = {}): Promise<Artifact> =>
  withDigest({
    version: '1',
    artifact_id: id,
    created_at: '2026-01-02T03:04:05.678Z',
    merge_policy: 'time_asc',
    sources: [
      {
        session_id: 'session-1',
        tool: 'codex',
        model: 'model-1',
        source_path: '~/logs/one.jsonl',
        source_mtime_ms: 1_700_000_000_000,
        source_size: 42,
        source_digest: 'd'.repeat(64),
        agent: 'codex',
      },
    ],
    payload_format: 'json',
    payload: [],
    schema: 'opensession-artifact-1.1',
    updated_at: '2026-01-02T03:04:05.678Z',
    producer: { name: 'opensession', version: '0.0.0' },
    ...change,
  });

export const versionOf = async (
  id: string,
  change: Partial<Artifact> = {},
): Promise<NextVersion & { readonly id: ArtifactId }> => {
  const artifact = await artifactOf(id, change);
  return {
    id: toArtifactId(id),
    message: await artifactMessage(artifact),
    files: {
      'artifact.json': artifactText(artifact),
      'manifest.json': '{}\n',
      'HANDOFF.md': `# ${id}\n`,
      'report.json': '{}\n',
    },
  };
};
