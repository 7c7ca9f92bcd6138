import { qualified, type NamedArtifact } from '../../domain/named-artifact.ts';
import { ARTIFACTS_PREFIX, artifactRef, isArtifactId } from '../../domain/refs.ts';
import type { OriginListing } from '../../git/transfer/list-origin.ts';
import type { FoundArtifact } from '../artifact-search.ts';
import { MOST_PINNED_VERSIONS, pinnedVersion } from '../pinned-version.ts';
import { type ArtifactRepositories, shelfOf } from './artifact-repository.ts';
import { fetchInto, type OriginRemote } from './origin-remote.ts';
import { receiveVersions } from './receive-versions.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/** Those of the names that an origin has, fetched: at the version that is pinned, else at the tip. */
export const namedVersions = async (
  remote: OriginRemote,
  repositories: ArtifactRepositories,
  { names, listing }: { readonly names: readonly NamedArtifact[]; readonly listing: OriginListing },
): Promise<readonly FoundArtifact[]> => {
  const { origin } = remote;
  const asked = names.filter(({ id }) => isArtifactId(id));
  const refs = await refsOf(remote, asked, listing);
  const tips = asked.flatMap(({ id, version }): { found: FoundArtifact; pin: string | null }[] => {
    if (!isArtifactId(id)) return [];
    const commit = refs.get(artifactRef(id));
    return commit === undefined ? [] : [{ found: { origin, id, commit }, pin: version }];
  });
  const pinned = tips.filter(({ found, pin }) => pin !== null && !found.commit.startsWith(pin));
  await receiveVersions(
    remote,
    repositories,
    tips.map(({ found }) => found.commit),
  );
  if (pinned.length === 0) return tips.map(({ found }) => found);
  const chosen = await pinnedOnes(remote, repositories, pinned);
  return tips.map(({ found }) => chosen.get(qualified(origin, found.id)) ?? found);
};

/** A list that was cut may lack some: these are asked for by name. */
const refsOf = async (
  remote: OriginRemote,
  names: readonly NamedArtifact[],
  { refs, cut }: OriginListing,
): Promise<ReadonlyMap<string, string>> => {
  const absent = names.map(({ id }) => `${ARTIFACTS_PREFIX}${id}`).filter((ref) => !refs.has(ref));
  if (!cut || absent.length === 0) return refs;
  const more = await remote.list({ refs: absent, prefix: '' });
  return new Map([...refs, ...more.refs]);
};

/** Whether a version is in a ref's history is told by the commits alone; only then is it fetched. */
const pinnedOnes = async (
  remote: OriginRemote,
  repositories: ArtifactRepositories,
  pinned: readonly { readonly found: FoundArtifact; readonly pin: string | null }[],
): Promise<ReadonlyMap<string, FoundArtifact>> => {
  const histories = shelfOf(repositories, 'histories');
  const ids = pinned.map(({ found }) => found.commit);
  await fetchInto(remote, histories, { ids, filter: 'tree:0', depth: MOST_PINNED_VERSIONS, maxBytes: MAX_BYTES });
  const chosen = new Map<string, FoundArtifact>();
  for (const { found, pin } of pinned) {
    const inHistory = await pinnedVersion(histories, found, pin);
    const wanted = inHistory.commit === found.commit && pin?.length === found.commit.length ? pin : inHistory.commit;
    await receiveVersions(remote, repositories, [wanted]);
    const version =
      inHistory.commit === found.commit
        ? await pinnedVersion(shelfOf(repositories, 'versions'), found, pin)
        : inHistory;
    chosen.set(qualified(found.origin, found.id), version);
  }
  return chosen;
};
