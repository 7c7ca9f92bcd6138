import { chooseCandidates } from '../../domain/choose-candidates.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { ARCHIVE_REF, artifactIdOfRef, HANDOFF_PREFIX, SESSIONS_REF, WITNESS_PREFIX } from '../../domain/refs.ts';
import type { OriginListing } from '../../git/transfer/list-origin.ts';
import type { ArtifactSearch, FoundArtifact } from '../artifact-search.ts';
import { inspectVersions } from '../inspect-versions.ts';
import { type ArtifactRepositories, shelfOf } from './artifact-repository.ts';
import { hearMessages } from './list-messages.ts';
import { namedVersions } from './named-versions.ts';
import type { OriginRemote } from './origin-remote.ts';
import { receiveVersions } from './receive-versions.ts';
import { archivedVersions } from './remote-archive.ts';
import { MOST_WITNESSES, witnessTexts } from '../witness-store.ts';

export interface ListedOrigin {
  readonly remote: OriginRemote;
  readonly listing: OriginListing;
}

/** Among the refs of remotes, by the ids that one look at each gave. */
export const searchRemotes = (repositories: ArtifactRepositories, origins: readonly ListedOrigin[]): ArtifactSearch => {
  let listed = origins;
  const here = new Set<string>();
  return {
    named: async (names) => {
      const found: FoundArtifact[] = [];
      for (const { remote, listing } of listed)
        found.push(...(await namedVersions(remote, repositories, { names, listing })));
      return found;
    },
    alike: async (hints) => {
      const place = shelfOf(repositories, 'messages');
      const heard = await ofEach(listed, ({ remote, listing }) =>
        hearMessages(remote, place, { tips: tipsOf(listing), hints, here }),
      );
      const chosen = chooseCandidates(heard);
      for (const { remote } of listed) {
        const own = chosen.filter(({ origin }) => origin === remote.origin);
        await receiveVersions(
          remote,
          repositories,
          own.map(({ commit }) => commit),
        );
      }
      return chosen;
    },
    archived: (keys) =>
      ofEach(listed, async ({ remote, listing }) => {
        const commit = listing.refs.get(ARCHIVE_REF);
        return commit === undefined ? [] : archivedVersions(remote, repositories, { commit, keys });
      }),
    witnesses: async (tree) => {
      const base = listed.find(({ remote }) => remote.origin === 'base');
      const commits = [...(base?.listing.refs ?? [])]
        .filter(([ref]) => ref.startsWith(`${WITNESS_PREFIX}${tree}/`))
        .slice(0, MOST_WITNESSES)
        .map(([, commit]) => commit);
      if (base === undefined || commits.length === 0) return [];
      await receiveVersions(base.remote, repositories, commits);
      return witnessTexts(shelfOf(repositories, 'versions'), commits);
    },
    published: async (origin, session_ids) => {
      const at = listed.find(({ remote }) => remote.origin === origin);
      const tip = at?.listing.refs.get(SESSIONS_REF);
      if (at === undefined || tip === undefined) return [];
      const { remoteSessions } = await import('./remote-sessions.ts');
      return ofEach([at], ({ remote }) => remoteSessions(remote, repositories, { tip, session_ids }));
    },
    inspect: (versions) => inspectVersions(shelfOf(repositories, 'versions'), versions),
    refresh: async () => {
      listed = await Promise.all(
        listed.map(async ({ remote }) => ({
          remote,
          listing: await remote.list({ refs: [SESSIONS_REF], prefix: HANDOFF_PREFIX }),
        })),
      );
    },
  };
};

/** One after the other. What a fork holds beside what is named may be anything: it costs nobody the verdict. */
const ofEach = async <T>(
  listed: readonly ListedOrigin[],
  ask: (one: ListedOrigin) => Promise<readonly T[]>,
): Promise<readonly T[]> => {
  const found: T[] = [];
  for (const one of listed) {
    try {
      found.push(...(await ask(one)));
    } catch (error) {
      if (one.remote.origin === 'base' || !(error instanceof OpenSessionError)) throw error;
    }
  }
  return found;
};

const tipsOf = ({ refs }: OriginListing) =>
  [...refs].flatMap(([ref, commit]) => {
    const id = artifactIdOfRef(ref);
    return id === undefined ? [] : [{ id, commit }];
  });
