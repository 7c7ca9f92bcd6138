import { type Manifest, type ManifestEntry, MAX_MANIFEST_ENTRIES, type StateFacts } from '../domain/manifest.ts';
import type { ResolvedClaims } from './resolve-claims.ts';

/** The part that git tells, before its paths are redacted. */
export interface StateManifest extends Pick<Manifest, 'object_format' | 'start' | 'base' | 'tree' | 'cut'> {
  readonly tree_undefined_reason: string | null;
  readonly entries: readonly (Omit<ManifestEntry, 'path'> & { readonly path: string })[];
  readonly unresolved: ResolvedClaims['unresolved'];
  readonly hidden: readonly string[];
  readonly touched: readonly { readonly path: string; readonly at: string }[];
}

export type ManifestFacts = StateFacts & Pick<StateManifest, 'touched'>;

/** Claimed entries first when there are too many, what is named before what went with a folder: it is never cut while it fits. */
export const buildManifest = (facts: ManifestFacts, claims: Omit<ResolvedClaims, 'late'>): StateManifest => {
  const entries = [...facts.changes].map(([path, { before, after }]) => ({
    path,
    before,
    after,
    claimed: claims.claimed.has(path),
    by: claims.claimed.get(path) ?? (facts.committed.has(path) ? ('commit' as const) : ('unknown' as const)),
    key: facts.keys.get(path)?.key ?? null,
  }));
  const unlike = new Set([...facts.dirty, ...facts.hidden]);
  const isCommitted = (path: string): boolean => facts.base !== null && !unlike.has(path);
  const withheld = [...facts.withheld].map(([path, unknown_reason]) => ({
    path,
    before: null,
    after: null,
    unknown_reason,
    ...(isCommitted(path) ? { committed: true as const } : {}),
    claimed: claims.claimed.has(path),
    by: claims.claimed.get(path) ?? ('unknown' as const),
    key: null,
  }));
  const order = new Map([...claims.claimed.keys()].map((path, index) => [path, index]));
  const rank = (path: string): number => order.get(path) ?? order.size;
  const all = [...entries, ...withheld].sort((a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1));
  const kept = all.slice(0, MAX_MANIFEST_ENTRIES).sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    object_format: facts.object_format,
    start: facts.start,
    base: facts.base,
    tree: facts.tree,
    tree_undefined_reason: facts.reason,
    entries: kept,
    cut: all.length - kept.length,
    unresolved: claims.unresolved,
    hidden: facts.hidden,
    touched: facts.touched,
  };
};
