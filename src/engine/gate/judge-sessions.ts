/** Handoffs of artifacts held against the sessions that were published: whether the one makes the other. */
import { at } from '../../domain/json.ts';
import type { JudgedSession } from '../../domain/judgement.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { ArtifactSearch } from '../../store/artifact-search.ts';
import { holdSession, type Written } from './hold-session.ts';
import type { GateWorld } from './trusting.ts';

export interface SessionsHeld {
  readonly sessions: readonly JudgedSession[];
  /** Files of the sessions that were read. */
  readonly blobs: readonly string[];
}

/** Of each handoff whose session is on the branch of the repository that holds its artifact. @param artifacts those that count */
export const judgeSessions = async (
  world: GateWorld,
  { change, search }: { readonly change: Pick<OpenChange, 'files'>; readonly search: ArtifactSearch },
  artifacts: readonly ReadArtifact[],
): Promise<SessionsHeld> => {
  const written = artifacts.flatMap(writtenIn);
  const sessions: JudgedSession[] = [];
  const blobs = new Set<string>();
  for (const origin of ['base', 'head'] as const) {
    const own = written.filter((one) => one.origin === origin);
    const ids = [...new Set(own.map(({ handoff }) => handoff.session_id))];
    const published = ids.length === 0 ? [] : await search.published(origin, ids.slice(0, MOST));
    const budget = { left: MOST_WORK };
    for (const session of published) {
      blobs.add(session.blob);
      const of = own.filter(({ handoff }) => handoff.session_id === session.session_id);
      sessions.push(...(await holdSession(world, change, { session, of, budget })));
    }
  }
  return { sessions, blobs: [...blobs].sort() };
};

const MOST = 16;
/**
 * What all sessions of a repository may take together (derive-session.ts), each once for every place: 40 s, where somebody
 * means it. Logs of 4 MB come to half a million. One that is too large takes nothing from the others.
 */
const MOST_WORK = 8 * 1024 * 1024;

/** What another tool wrote is its own affair. */
const writtenIn = ({ id, artifact, manifest, problems }: ReadArtifact): readonly Written[] =>
  problems.length > 0
    ? []
    : (artifact?.payload ?? [])
        .filter((handoff) => at(handoff, 'producer', 'name') === 'opensession')
        .map((handoff) => ({
          origin: id.startsWith('head:') ? 'head' : 'base',
          artifact: id,
          handoff,
          payload: artifact?.payload ?? [],
          manifest,
        }));
