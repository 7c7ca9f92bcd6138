/** What a manifest says of a session beside its handoff: the gate goes by its claims, and by checks that the handoff lacks. Pure. */
import { asArray, asString, field } from '../../domain/json.ts';
import { isGone, isOtherMode, type Manifest, type ManifestEntry } from '../../domain/manifest.ts';
import { stateText, SUBMODULE } from '../../domain/path-state.ts';
import { arrivalsOf, isSwept, type Swept } from '../../domain/swept.ts';
import { departsInChecks } from './departing-runs.ts';

/** Of one session in an artifact. */
export interface BesideManifest {
  /** What the session makes. */
  readonly derived: { readonly session_id: string };
  /** What the session took away or moved as a whole: the log alone names none of it. */
  readonly sweeps: readonly Swept[];
  /** Handoffs of the artifact, this one among them: each is held against its own session. */
  readonly payload: readonly unknown[];
}

/**
 * Names of lists that hold what neither the session nor the handoffs beside it say. Whose claims an entry is of several
 * sessions a manifest does not tell: it has to be of any.
 */
export const manifestDepartures = (
  manifest: Pick<Manifest, 'entries' | 'claims' | 'checks'>,
  { derived, sweeps, payload }: BesideManifest,
): readonly string[] => {
  const others = new Set(payload.flatMap((handoff) => asString(field(handoff, 'session_id')) ?? []));
  const checks = manifest.checks.filter(({ session_id }) => session_id === derived.session_id);
  const isForeign = manifest.checks.some(({ session_id }) => !others.has(session_id));
  return [
    ...(isForeign || departsInChecks(checks, derived) ? ['manifest.checks'] : []),
    ...(areClaimed(manifest.entries, { sweeps, payload }) ? [] : ['manifest.entries']),
  ];
};

const areClaimed = (
  entries: readonly ManifestEntry[],
  { sweeps, payload }: Pick<BesideManifest, 'sweeps' | 'payload'>,
): boolean => {
  const files = payload.flatMap((handoff) => asArray(field(handoff, 'files_modified')));
  const said = files.flatMap((file) => ['path', 'from'].flatMap((key) => asString(field(file, key)) ?? []));
  const places = new Set(said.map((path) => fold(path).replace(/\/$/, '')));
  const isSweptAway = sweptIn(entries, sweeps);
  const modules = new Set(said.flatMap((path) => ancestorsOf(fold(path))));
  const claimed = entries.filter((entry) => entry.claimed && entry.by !== 'hand');
  const known = (entry: ManifestEntry): boolean => {
    const path = fold(entry.path);
    const around = [path, ...ancestorsOf(path)];
    return around.some((place) => places.has(place)) || isSweptAway(entry) || (isSubmodule(entry) && modules.has(path));
  };
  const left = claimed.filter((entry) => !known(entry));
  if (left.length === 0) return true;
  // the other side of a move that the log made
  if (!files.some((file) => field(file, 'action') === 'renamed')) return false;
  const told = claimed.filter(known);
  const [before, after] = [
    new Set(told.map((one) => stateText(one.before))),
    new Set(told.map((one) => stateText(one.after))),
  ];
  return left.every(
    (one) =>
      (one.before !== null && after.has(stateText(one.before))) ||
      (one.after !== null && before.has(stateText(one.after))),
  );
};

/** Gone with what was swept, or where that went in the state that it had; what was copied the manifest does not tell. */
const sweptIn = (entries: readonly ManifestEntry[], sweeps: readonly Swept[]): ((entry: ManifestEntry) => boolean) => {
  const ways = sweeps
    .filter(({ kept }) => kept !== true)
    .map((one) => ({ ...one, path: fold(one.path), ...(one.to === undefined ? {} : { to: fold(one.to) }) }))
    .map((one) => ({ one, isMeant: isSwept(one) }));
  const arrived = new Set<string>();
  const gone = ways.length === 0 ? [] : entries.filter(({ before }) => before !== null);
  const were = gone.map(({ path, before }) => ({ path: fold(path), state: stateText(before) }));
  for (const { one, isMeant } of ways.filter(({ one: { to } }) => to !== undefined))
    for (const { path, state } of were) {
      if (arrived.size >= MOST_ARRIVALS) break;
      if (isMeant(path)) for (const place of arrivalsOf(one, path)) arrived.add(`${state} ${place}`);
    }
  const modes = sweeps.filter(({ mode }) => mode !== undefined).map((one) => isSwept({ ...one, path: fold(one.path) }));
  return (entry) => {
    const path = fold(entry.path);
    if (isOtherMode(entry) && modes.some((isMeant) => isMeant(path))) return true;
    if (isGone(entry)) return ways.some(({ isMeant }) => isMeant(path));
    return entry.after !== null && arrived.has(`${stateText(entry.after)} ${path}`);
  };
};

/** Of more it cannot be told here. */
const MOST_ARRIVALS = 300_000;

/** Each folder that holds a path, the nearest first; of one that is nested deeper than any is, the nearest alone. */
const ancestorsOf = (path: string): readonly string[] => {
  const found: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0 && found.length < MOST_ABOVE; end = path.lastIndexOf('/', end - 1))
    found.push(path.slice(0, end));
  return found;
};

const MOST_ABOVE = 64;

const fold = (path: string): string => path.normalize('NFC').toLowerCase();

const isSubmodule = ({ before, after }: ManifestEntry): boolean =>
  before?.mode === SUBMODULE || after?.mode === SUBMODULE;
