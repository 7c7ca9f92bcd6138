/** From handoffs to the files of one version of an artifact. Pure but for digests. */
import type { Artifact, ArtifactSource } from '../domain/artifact.ts';
import { artifactText, withDigest } from '../domain/artifact-json.ts';
import { artifactMessage } from '../domain/artifact-message.ts';
import type { Check, FileChange, Handoff, MergedHandoff, RedactedText, ValidationReport } from '../domain/handoff.ts';
import type { NextVersion } from '../store/artifact-store.ts';

/** What is made from the handoffs of an artifact, in the order in which it keeps them. */
export interface Derived {
  readonly markdown: RedactedText;
  readonly merged?: MergedHandoff;
  readonly validation: readonly ValidationReport[];
}

export interface Kept {
  readonly handoff: Handoff;
  readonly source: ArtifactSource;
}

/** `time_asc`: by start, then by session id. */
export const inOrder = (kept: readonly Kept[]): readonly Kept[] => {
  const time = ({ handoff }: Kept): number => Date.parse(handoff.started_at ?? '') || 0;
  return [...kept].sort((a, b) => time(a) - time(b) || (a.source.session_id < b.source.session_id ? -1 : 1));
};

export const composeVersion = async (
  head: Pick<Artifact, 'artifact_id' | 'created_at' | 'payload_format' | 'updated_at' | 'producer'>,
  kept: readonly Kept[],
  derived: Derived,
): Promise<NextVersion & { readonly artifact: Artifact }> => {
  const handoffs = kept.map(({ handoff }) => handoff);
  const artifact = await withDigest({
    ...head,
    version: '1',
    merge_policy: 'time_asc',
    sources: kept.map(({ source }) => source),
    payload: handoffs.map(({ validation: _, ...handoff }) => handoff),
    derived_markdown: derived.markdown,
    schema: 'opensession-artifact-1.1',
    ...(derived.merged === undefined ? {} : { merged: derived.merged }),
  });
  return {
    artifact,
    message: await artifactMessage(artifact),
    files: {
      'artifact.json': artifactText(artifact),
      'manifest.json': `${JSON.stringify(manifestOf(handoffs), null, 2)}\n`,
      'HANDOFF.md': derived.markdown,
      'report.json': `${JSON.stringify({ schema: 'opensession-report-1', sessions: derived.validation }, null, 2)}\n`,
    },
  };
};

/** Claims beyond this are counted, not listed. */
const MAX_CLAIMS = 10_000;

interface Manifest {
  readonly schema: 'opensession-manifest-1';
  readonly object_format: 'sha1' | 'sha256' | null;
  readonly base: string | null;
  readonly tree: string | null;
  readonly claims: readonly (FileChange & { readonly session_id: string })[];
  readonly checks: readonly (Check & { readonly session_id: string })[];
  readonly cut: number;
}

/** What is claimed, complete: base and tree are those of the last session that worked in a repository. */
const manifestOf = (handoffs: readonly Handoff[]): Manifest => {
  const repository = handoffs.findLast((handoff) => handoff.repository != null)?.repository;
  const claims = handoffs.flatMap(({ session_id, files_modified }) =>
    (files_modified ?? []).map((change) => ({ session_id, ...change })),
  );
  return {
    schema: 'opensession-manifest-1',
    object_format: repository?.object_format ?? null,
    base: repository?.base_commit ?? null,
    tree: repository?.claimed_tree ?? null,
    claims: claims.slice(0, MAX_CLAIMS),
    checks: handoffs.flatMap(({ session_id, verification }) =>
      (verification?.checks ?? []).map((check) => ({ session_id, ...check })),
    ),
    cut: Math.max(0, claims.length - MAX_CLAIMS),
  };
};
