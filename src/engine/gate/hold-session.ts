/** One published session, and the handoffs that say to be of it. */
import type { Departures } from '../../contract/departures/departures-from.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import type { Handoff } from '../../domain/handoff.ts';
import { asString, at } from '../../domain/json.ts';
import type { JudgedSession } from '../../domain/judgement.ts';
import type { Manifest } from '../../domain/manifest.ts';
import type { Origin } from '../../domain/named-artifact.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { REDACTION_VERSION } from '../../redact/redact-facts.ts';
import type { PublishedSession } from '../../store/sessions/published-sessions.ts';
import { placesAfter } from '../../domain/swept.ts';
import type { OpenSession } from './derive-session.ts';
import type { GateWorld } from './trusting.ts';

export interface Written {
  readonly origin: Origin;
  readonly artifact: string;
  readonly handoff: Handoff;
  /** Of the same artifact. */
  readonly payload: readonly Handoff[];
  readonly manifest: Manifest | null;
}

/** What sessions may still take (derive-session.ts). */
export interface Budget {
  left: number;
}

interface Held {
  readonly session: PublishedSession;
  readonly of: readonly Written[];
  readonly budget: Budget;
}

/** However many handoffs say to be of it, a session is read once for each place that they say it ran in. */
export const holdSession = async (
  world: GateWorld,
  change: Pick<OpenChange, 'files'>,
  { session, of, budget }: Held,
): Promise<readonly JudgedSession[]> => {
  const places = [...Map.groupBy(of, ({ handoff }) => asString(at(handoff, 'repository', 'cwd')) ?? '.')];
  const asked = places.slice(0, MOST_PLACES);
  const tell = (judge: (written: Written) => Answer, some: readonly Written[]): readonly JudgedSession[] =>
    some.map((written) => ({ session_id: session.session_id, artifact: written.artifact, ...judge(written) }));
  // most sessions are not published: then nothing of what reads them is loaded
  const { withSession } = await import('./derive-session.ts');
  try {
    return await withSession(world, session, async (open) => {
      const told: JudgedSession[] = [];
      for (const [within, some] of asked) {
        const isTooLarge = open.work > budget.left;
        if (!isTooLarge) budget.left -= open.work;
        const judge = isTooLarge ? tooLarge : await judgeBy(world, change, { session, open, within });
        told.push(...tell(judge, some));
      }
      return told;
    });
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
    return asked.flatMap(([, some]) => tell(() => unknown('unreadable', []), some));
  }
};

const tooLarge = (): Answer => unknown('too-large', []);

/** The rest is not told of, so that nothing bears it out. */
const MOST_PLACES = 4;

type Answer = Pick<JudgedSession, 'outcome' | 'reason' | 'fields'>;

const judgeBy = async (
  world: GateWorld,
  change: Pick<OpenChange, 'files'>,
  of: { readonly session: PublishedSession; readonly open: OpenSession; readonly within: string },
): Promise<(written: Written) => Answer> => {
  const [{ departuresFrom }, { manifestDepartures }] = await Promise.all([
    import('../../contract/departures/departures-from.ts'),
    import('../../contract/departures/manifest-departures.ts'),
  ]);
  const derived = await of.open.derive(change, of.within);
  const { handoff: own, scratch, sweeps } = derived;
  const departuresOf = departuresFrom(own, of.open.events, { scratch, placesOf: placesAfter(sweeps) });
  return ({ handoff, manifest, payload }) => {
    const said = departuresOf(handoff, payload.length > 1);
    const beside = manifest === null ? [] : manifestDepartures(manifest, { derived: own, sweeps, payload });
    const departures = { ...said, unclear: [...said.unclear, ...beside] };
    return answer(derived.isRooted ? departures : unsure(departures), isOfGate(world, of.session, handoff));
  };
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
  if (isOtherTime) return unknown('another-time', fields);
  if (fields.length === 0) return { outcome: 'proved', reason: 'derives', fields };
  if (!isOwn) return unknown('other-version', fields);
  return contradicted.length > 0
    ? { outcome: 'contradicted', reason: 'differs', fields: contradicted }
    : unknown('unclear', fields);
};

const unknown = (reason: JudgedSession['reason'], fields: readonly string[]): Answer => ({
  outcome: 'cannot-tell',
  reason,
  fields,
});
