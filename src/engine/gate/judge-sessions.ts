/** Handoffs of artifacts held against the sessions that were published: whether the one makes the other. */
import type { Departures } from '../../contract/stands-in.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import type { Handoff } from '../../domain/handoff.ts';
import { asString, at } from '../../domain/json.ts';
import type { JudgedSession } from '../../domain/judgement.ts';
import type { Origin } from '../../domain/named-artifact.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import { REDACTION_VERSION } from '../../redact/redact-facts.ts';
import type { ArtifactSearch } from '../../store/artifact-search.ts';
import type { PublishedSession } from '../../store/sessions/published-sessions.ts';
import type { GateWorld } from './trusting.ts';

export interface SessionsHeld {
  readonly sessions: readonly JudgedSession[];
  /** Files of the sessions that were read. */
  readonly blobs: readonly string[];
}

interface Written {
  readonly origin: Origin;
  readonly artifact: string;
  readonly handoff: Handoff;
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
    for (const session of published) {
      blobs.add(session.blob);
      const of = own.filter(({ handoff }) => handoff.session_id === session.session_id);
      sessions.push(...(await held(world, change, { session, of })));
    }
  }
  return { sessions, blobs: [...blobs].sort() };
};

const MOST = 16;

/** What another tool wrote is its own affair. */
const writtenIn = ({ id, artifact, problems }: ReadArtifact): readonly Written[] =>
  problems.length > 0
    ? []
    : (artifact?.payload ?? [])
        .filter((handoff) => at(handoff, 'producer', 'name') === 'opensession')
        .map((handoff) => ({ origin: id.startsWith('head:') ? 'head' : 'base', artifact: id, handoff }));

/** However many handoffs say to be of it, a session is read once for each place that they say it ran in. */
const held = async (
  world: GateWorld,
  change: Pick<OpenChange, 'files'>,
  { session, of }: { readonly session: PublishedSession; readonly of: readonly Written[] },
): Promise<readonly JudgedSession[]> => {
  const places = [...Map.groupBy(of, ({ handoff }) => asString(at(handoff, 'repository', 'cwd')) ?? '.')];
  const told: JudgedSession[] = [];
  for (const [within, some] of places.slice(0, MOST_PLACES)) {
    const judge = await judgeBy(world, change, { session, within });
    for (const { artifact, handoff } of some)
      told.push({ session_id: session.session_id, artifact, ...judge(handoff) });
  }
  return told;
};

/** The rest is not told of, so that nothing bears it out. */
const MOST_PLACES = 4;

type Answer = Pick<JudgedSession, 'outcome' | 'reason' | 'fields'>;

const judgeBy = async (
  world: GateWorld,
  change: Pick<OpenChange, 'files'>,
  of: { readonly session: PublishedSession; readonly within: string },
): Promise<(handoff: Handoff) => Answer> => {
  // most sessions are not published: then nothing of what reads them is loaded
  const [{ deriveSession }, { departuresOf }] = await Promise.all([
    import('./derive-session.ts'),
    import('../../contract/stands-in.ts'),
  ]);
  try {
    const derived = await deriveSession(world, change, of);
    return (handoff) => {
      const departures = departuresOf(handoff, derived.handoff, derived.events);
      return answer(derived.isRooted ? departures : unsure(departures), isOfGate(world, of.session, handoff));
    };
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
    return () => ({ outcome: 'cannot-tell', reason: 'unreadable', fields: [] });
  }
};

const unsure = ({ contradicted, unclear, isOtherTime }: Departures): Departures => ({
  contradicted: [],
  unclear: [...contradicted, ...unclear],
  isOtherTime,
});

/** Other versions read, redact and word otherwise. */
const isOfGate = ({ version }: GateWorld, { meta }: PublishedSession, handoff: Handoff): boolean =>
  at(handoff, 'producer', 'version') === version &&
  at(handoff, 'redaction', 'version') === REDACTION_VERSION &&
  meta.redaction === REDACTION_VERSION;

const answer = ({ contradicted, unclear, isOtherTime }: Departures, isOwn: boolean): Answer => {
  const fields = [...contradicted, ...unclear];
  const unknown = (reason: JudgedSession['reason']) => ({ outcome: 'cannot-tell', reason, fields }) as const;
  if (isOtherTime) return unknown('another-time');
  if (fields.length === 0) return { outcome: 'proved', reason: 'derives', fields };
  if (!isOwn) return unknown('other-version');
  return contradicted.length > 0
    ? { outcome: 'contradicted', reason: 'differs', fields: contradicted }
    : unknown('unclear');
};
