import type { ArtifactId } from '../domain/refs.ts';
import type { ArtifactSearch } from './artifact-search.ts';
import type { BegunMessages } from './search-live.ts';
import type { Place } from './place.ts';

const MOST_ARCHIVED = 64;
const MOST_UNREAD = 64;

/** Among the refs of the repository here. */
export const searchHere = (place: Place): ArtifactSearch => {
  let begun: BegunMessages | undefined;
  let unread: readonly ArtifactId[] = [];
  return {
    begin: () => {
      begun = import('./search-live.ts').then(({ beginMessages }) => beginMessages(place));
      begun.catch(() => {}); // thrown where it is needed
    },
    named: async (names) => (await import('./search-live.ts')).namedHere(place, names),
    alike: async (hints) => {
      const heard = await (await import('./search-live.ts')).alikeHere(place, hints, begun);
      unread = heard.unread.slice(0, MOST_UNREAD);
      return heard.found;
    },
    unread: () => unread,
    archived: async (keys) => {
      const { archiveTip } = await import('./archive/read-archive.ts');
      // most repositories have none: then no live artifact is read for it
      if ((await archiveTip(place)) === null) return [];
      const { findByKeys } = await import('./archive/find-by-keys.ts');
      const { found } = await findByKeys(place, keys);
      return found
        .filter(({ archived }) => archived)
        .slice(0, MOST_ARCHIVED)
        .map(({ id, commit }) => ({ origin: 'base', id, commit }));
    },
    witnesses: async (tree) => (await import('./witness-store.ts')).readWitnesses(place, tree),
    published: async (_, session_ids) => {
      const { branchTip } = await import('./sessions/read-branch.ts');
      const tip = await branchTip(place);
      if (tip === null) return [];
      const { nameSessions, readSessions } = await import('./sessions/published-sessions.ts');
      return readSessions(place, await nameSessions(place, tip, session_ids));
    },
    inspect: async function* (versions) {
      yield* (await import('./inspect-versions.ts')).inspectVersions(place, versions);
    },
    refresh: null,
  };
};
