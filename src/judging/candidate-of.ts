import type { Candidate, PathStep } from '../binding/candidate.ts';
import type { Manifest, ManifestEntry } from '../domain/manifest.ts';
import type { ReadArtifact } from './read-artifact.ts';

/**
 * What an artifact claims, as the binding sees it. An artifact that is invalid claims nothing.
 * @param byKey paths of the change by their key, for entries whose path was redacted
 */
export const candidateOf = (read: ReadArtifact, byKey: ReadonlyMap<string, string>): Candidate => {
  // one that was rewritten since it was named is judged as it is now
  const isValid = read.problems.every(({ code }) => code === 'artifact_rewritten');
  const manifest = isValid ? read.manifest : null;
  const claimed = claimedIn(manifest);
  return {
    id: read.id,
    version: read.version,
    begun: [manifest?.start, manifest?.base].flatMap((commit) => commit ?? []),
    saved: [manifest?.base, manifest?.start].flatMap((commit) => commit ?? []),
    tree: manifest?.tree ?? null,
    claims: claimed.filter(isTold).map((entry) => ({ ...stepOf(entry, byKey), key: entry.key })),
    withheld: new Set(claimed.filter((entry) => !isTold(entry)).map((entry) => pathOf(entry, byKey))),
    spent: new Set(),
    links: manifest === null ? [] : read.links.flatMap(({ entries }) => entries.map((entry) => stepOf(entry, byKey))),
  };
};

/** Claimed paths whose state is not told, and is the one that the commit at which it was saved has. */
export const committedPaths = (
  { manifest }: Pick<ReadArtifact, 'manifest'>,
  byKey: ReadonlyMap<string, string>,
): readonly string[] =>
  claimedIn(manifest)
    .filter((entry) => !isTold(entry) && entry.committed === true)
    .map((entry) => pathOf(entry, byKey));

const claimedIn = (manifest: Manifest | null): readonly ManifestEntry[] =>
  (manifest?.entries ?? []).filter(({ claimed }) => claimed);

/** The save knew its states. */
const isTold = ({ unknown_reason }: ManifestEntry): boolean => unknown_reason === undefined;

const stepOf = (entry: ManifestEntry, byKey: ReadonlyMap<string, string>): PathStep => ({
  path: pathOf(entry, byKey),
  before: entry.before,
  after: entry.after,
});

const pathOf = ({ path, path_key }: ManifestEntry, byKey: ReadonlyMap<string, string>): string =>
  path_key === undefined ? path : (byKey.get(path_key) ?? path);
