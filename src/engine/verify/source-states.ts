import type { ArtifactSource } from '../../domain/artifact.ts';
import { MARKER_START } from '../../domain/redaction-marker.ts';
import type { StampWorld } from '../source-stamp.ts';
import { staleReasons } from '../stale-sources.ts';

/** `missing`: it is not here, be it gone or on another machine; `unknown`: nothing can be compared. */
export type Freshness = 'fresh' | 'stale' | 'missing' | 'unknown';

export interface SourceState {
  readonly source: ArtifactSource;
  readonly state: Freshness;
}

export const sourceStates = (world: StampWorld, sources: readonly ArtifactSource[]): Promise<readonly SourceState[]> =>
  Promise.all(sources.map(async (source) => ({ source, state: await freshnessOf(world, source) })));

/** The worst of all. */
export const freshnessOfAll = (sources: readonly SourceState[]): Freshness =>
  (['stale', 'unknown', 'missing'] as const).find((state) => sources.some((one) => one.state === state)) ?? 'fresh';

const freshnessOf = async (world: StampWorld, source: ArtifactSource): Promise<Freshness> => {
  // the path of somebody else's home, or one in which something was redacted: it is on no machine under this name
  if (source.source_path.includes('[elsewhere]') || source.source_path.includes(MARKER_START)) return 'unknown';
  const [reason] = await staleReasons(world, [source]);
  if (reason === undefined) return 'fresh';
  if (reason.reason === 'missing_source_file') return 'missing';
  return reason.reason === 'unreadable_source_file' ? 'unknown' : 'stale';
};
