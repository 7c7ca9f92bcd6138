import type { Candidate, Claim } from '../binding/candidate.ts';
import type { Manifest } from '../domain/manifest.ts';
import type { ReadArtifact } from './read-artifact.ts';

/**
 * What an artifact claims, as the binding sees it. An artifact that is invalid claims nothing.
 * @param byKey paths of the change by their key, for entries whose path was redacted
 */
export const candidateOf = (read: ReadArtifact, byKey: ReadonlyMap<string, string>): Candidate => {
  // one that was rewritten since it was named is judged as it is now
  const isValid = read.problems.every(({ code }) => code === 'artifact_rewritten');
  const manifest = isValid ? read.manifest : null;
  return {
    id: read.id,
    version: read.version,
    start: manifest?.start ?? null,
    saved: [manifest?.base, manifest?.start].flatMap((commit) => commit ?? []),
    tree: manifest?.tree ?? null,
    claims: manifest === null ? [] : claimsOf(manifest, byKey),
    withheld: new Set(
      (manifest?.entries ?? []).flatMap(({ path, path_key, claimed, unknown_reason }) =>
        claimed && unknown_reason !== undefined ? [pathOf({ path, path_key }, byKey)] : [],
      ),
    ),
    spent: new Set(),
    links: manifest === null ? [] : read.links.flatMap((link) => linksOf(link, byKey)),
  };
};

const claimsOf = ({ entries }: Manifest, byKey: ReadonlyMap<string, string>): readonly Claim[] =>
  entries
    .filter(({ claimed, unknown_reason }) => claimed && unknown_reason === undefined)
    .map(({ path, path_key, before, after, key }) => ({ path: pathOf({ path, path_key }, byKey), before, after, key }));

const linksOf = (link: Manifest, byKey: ReadonlyMap<string, string>): Candidate['links'] =>
  link.entries.map(({ path, path_key, before, after }) => ({
    path: pathOf({ path, path_key }, byKey),
    before,
    after,
  }));

const pathOf = (
  { path, path_key }: { readonly path: string; readonly path_key: string | undefined },
  byKey: ReadonlyMap<string, string>,
): string => (path_key === undefined ? path : (byKey.get(path_key) ?? path));

/** Claimed paths whose state is not told, and is the one that the commit at which it was saved has. */
export const committedPaths = (
  { manifest }: Pick<ReadArtifact, 'manifest'>,
  byKey: ReadonlyMap<string, string>,
): readonly string[] =>
  (manifest?.entries ?? []).flatMap(({ path, path_key, claimed, unknown_reason, committed }) =>
    claimed && unknown_reason !== undefined && committed === true ? [pathOf({ path, path_key }, byKey)] : [],
  );
