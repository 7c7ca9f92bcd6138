import { type ErrorCode, OpenSessionError } from '../domain/errors.ts';
import { inHalves } from '../git/in-halves.ts';
import { updateRefs } from '../git/update-ref.ts';
import { archivedTips, tipOrArchived } from './archive/archived-tip.ts';
import { appendVersion } from './append-version.ts';
import { isContended } from './retry-moved.ts';
import type { SavedArtifact, VersionToSave } from './artifact-store.ts';
import type { Place } from './place.ts';
import { type Tip, readTips } from './read-version.ts';
import { type PlannedVersion, liveCommit, moved, planVersion } from './write-version.ts';
import { writeThenMove } from './write-then-move.ts';

/** Text of the files of one round: bounds memory whatever the number of versions. */
const ROUND_CHARACTERS = 32 * 1024 * 1024;

type Outcome = SavedArtifact | OpenSessionError;

/** See ArtifactStore.saveAll. */
export const saveAll = async (place: Place, versions: readonly VersionToSave[]): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  let waiting: readonly Waiting[] = versions.map((version, index) => ({ version, index }));
  while (waiting.length > 0) {
    const round = nextRound(waiting);
    const taken = new Set(round);
    waiting = waiting.filter((one) => !taken.has(one));
    for (const { version, index, outcome } of await saveRound(place, round))
      outcomes[index] = await appended(place, version, outcome);
  }
  return outcomes;
};

/** One that somebody else moved meanwhile is tried again by itself; few are. */
const appended = async (place: Place, version: VersionToSave, outcome: Outcome): Promise<Outcome> => {
  if (version.expect !== undefined || !isContended(outcome)) return outcome;
  try {
    return await appendVersion(place, version.id, { read: tipOrArchived, next: async () => version });
  } catch (error) {
    if (error instanceof OpenSessionError && isOfOneRef(error)) return error;
    throw error;
  }
};

interface Waiting {
  readonly version: VersionToSave;
  readonly index: number;
}

/** As many as memory allows, in their order; of each artifact one version, for the next is built upon it. */
const nextRound = (waiting: readonly Waiting[]): readonly Waiting[] => {
  const round = new Map<string, Waiting>();
  let characters = 0;
  for (const one of waiting) {
    const { id, files, message } = one.version;
    if (round.has(id)) continue;
    for (const text of [message, ...Object.values(files)]) characters += text.length;
    if (round.size > 0 && characters > ROUND_CHARACTERS) break;
    round.set(id, one);
  }
  return [...round.values()];
};

/** Ids are distinct. */
const saveRound = async (
  place: Place,
  round: readonly Waiting[],
): Promise<readonly (Waiting & { readonly outcome: Outcome })[]> => {
  const ids = round.map(({ version }) => version.id);
  const { tips: live, hasArchive } = await readTips(place, ids);
  const gone = ids.filter((_, index) => live[index] === null && round[index]?.version.expect !== null);
  const archived = await archivedTips(place, hasArchive ? gone : []);
  const tips = ids.map((id, index) => live[index] ?? archived.get(id) ?? null);
  const plans = round.map((one, index) => ({ ...one, plan: planOf(place, one.version, tips[index] ?? null) }));
  const refused = await write(place, plans.map(({ plan }) => plan).filter(isChange));
  return plans.map(({ plan, ...one }) => {
    if (plan instanceof OpenSessionError) return { ...one, outcome: plan };
    const { ref, to } = plan.change;
    return { ...one, outcome: refused.get(plan) ?? { ref, commit: to, changed: plan.objects.length > 0 } };
  });
};

const isChange = (plan: PlannedVersion | OpenSessionError): plan is PlannedVersion =>
  !(plan instanceof OpenSessionError) && plan.objects.length > 0;

const planOf = (
  place: Place,
  version: VersionToSave,
  tip: Tip | null | OpenSessionError,
): PlannedVersion | OpenSessionError => {
  if (tip instanceof OpenSessionError) return tip;
  const one = planVersion(place, { ...version, tip });
  const isMoved = version.expect !== undefined && version.expect !== (tip?.commit ?? null);
  return isMoved ? moved(one.change.ref, liveCommit(tip)) : one;
};

type Refused = ReadonlyMap<PlannedVersion, OpenSessionError>;

const write = async (place: Place, plans: readonly PlannedVersion[]): Promise<Refused> => {
  const unique = new Map(plans.flatMap(({ objects }) => objects.map((object) => [object.id, object])));
  return writeThenMove(place, [...unique.values()], () => moveRefs(place, plans));
};

/** One transaction; where it is refused, halves are tried until the ones that cannot move stand alone. */
const moveRefs = async ({ git, cwd }: Place, plans: readonly PlannedVersion[]): Promise<Refused> => {
  const refused = new Map<PlannedVersion, OpenSessionError>();
  await inHalves(plans, {
    ask: (some) =>
      updateRefs(
        git,
        cwd,
        some.map(({ change }) => change),
      ),
    alone: (plan, error) => void refused.set(plan, error),
    codes: OF_ONE_REF,
  });
  return refused;
};

/** Of errors that hold up no other ref. */
const OF_ONE_REF: readonly ErrorCode[] = ['ref_conflict', 'ref_locked', 'artifact_corrupt', 'artifact_incomplete'];

const isOfOneRef = ({ code }: OpenSessionError): boolean => OF_ONE_REF.includes(code);
