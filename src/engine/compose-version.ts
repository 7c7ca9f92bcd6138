/** From handoffs to the files of one version of an artifact. Pure but for digests. */
import type { Artifact, ArtifactSource } from '../domain/artifact.ts';
import { artifactText, withDigest } from '../domain/artifact-json.ts';
import { artifactMessage } from '../domain/artifact-message.ts';
import { changeTrailers } from '../domain/change-trailers.ts';
import {
  type Handoff,
  type MergedHandoff,
  REPORT_SCHEMA,
  type RedactedText,
  type ValidationReport,
} from '../domain/handoff.ts';
import { MANIFEST_SCHEMA, type Manifest, saidInHandoffs } from '../domain/manifest.ts';
import type { NextVersion } from '../store/artifact-store.ts';
import type { RecordedStates } from './record-states.ts';

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

/** `former`: the message of the version before, '' if there is none. */
export interface Recorded {
  readonly derived: Derived;
  readonly states: RecordedStates | null;
  readonly former: string;
}

export const composeVersion = async (
  head: Pick<Artifact, 'artifact_id' | 'created_at' | 'payload_format' | 'updated_at' | 'producer'>,
  kept: readonly Kept[],
  { derived, states, former }: Recorded,
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
  const manifest = manifestOf(handoffs, states);
  const trailers = states === null ? undefined : await changeTrailers(manifest, handoffs, former);
  return {
    artifact,
    message: await artifactMessage(artifact, trailers),
    files: {
      'artifact.json': artifactText(artifact),
      'manifest.json': `${JSON.stringify(manifest, null, 2)}\n`,
      'HANDOFF.md': derived.markdown,
      'report.json': `${JSON.stringify({ schema: REPORT_SCHEMA, sessions: derived.validation }, null, 2)}\n`,
    },
  };
};

/** What is claimed; without states where there is no working tree. */
const manifestOf = (handoffs: readonly Handoff[], states: RecordedStates | null): Manifest => {
  const repository = handoffs.findLast((handoff) => handoff.repository != null)?.repository;
  return {
    schema: MANIFEST_SCHEMA,
    ...(states ?? {
      object_format: repository?.object_format ?? 'sha1',
      start: null,
      base: null,
      tree: null,
      tree_undefined_reason: 'there is no working tree',
      entries: [],
      cut: 0,
      unresolved: [],
      hidden: [],
      touched: [],
    }),
    ...saidInHandoffs(handoffs),
  };
};
