/** What a save records of the repository for the gate: `manifest.json` without what the handoffs say themselves. */
import { buildManifest, type StateManifest } from '../binding/build-manifest.ts';
import { resolveClaims } from '../binding/resolve-claims.ts';
import type { SaidChange } from '../binding/said-change.ts';
import { pathKey } from '../domain/change-keys.ts';
import type { RedactedText } from '../domain/handoff.ts';
import type { Manifest, ManifestEntry } from '../domain/manifest.ts';
import { type PathState, sameState, type StateChange, SUBMODULE } from '../domain/path-state.ts';
import { folderOf } from '../domain/swept.ts';
import type { SaveFacts } from '../git/save-facts.ts';
import { type AskElsewhere, type Known, redactFacts } from '../redact/redact-facts.ts';
import type { SecretValues } from '../redact/replace-values.ts';
import { scanFinal } from '../redact/scan-final.ts';
import { utf16In } from '../redact/utf16-in.ts';
import type { World } from './ports.ts';

/** Of one session, raw: never leaves the engine. */
export interface SaidBySession {
  readonly start: string | null;
  readonly changes: readonly SaidChange[];
  /** Times at which its checks ended, RFC 3339. */
  readonly checked_at: readonly string[];
  /** When it last may have changed files that its log does not name, RFC 3339; null: never; absent: nobody knows. */
  readonly untold_at?: string | null;
  /** What was redacted in its handoff; absent: not known. */
  readonly secrets?: SecretValues;
}

/** Asks what the handoffs of sessions told. */
export const askSaid =
  (sessions: readonly SaidBySession[]): AskElsewhere =>
  async () =>
    new Map(sessions.flatMap(({ secrets }) => [...(secrets ?? [])]));

export type RecordedStates = Omit<Manifest, 'schema' | 'claims' | 'checks' | 'linked_commit'>;

export interface RecordingHow {
  /** Changed paths that a person claims as their own part. */
  readonly isOwn?: (path: string) => Promise<boolean>;
  /** What an earlier save of these sessions claims; asked only where the time of a file alone speaks against a claim. */
  readonly saved?: () => Promise<ReadonlyMap<string, PathState>>;
}

/**
 * null: there is no working tree. The sessions in the order of their time.
 * @throws git_failed, no_space
 */
export const recordStates = async (
  world: Pick<World, 'saveFacts' | 'cwd' | 'place'>,
  sessions: readonly SaidBySession[],
  { isOwn = async () => false, saved }: RecordingHow = {},
): Promise<RecordedStates | null> => {
  const said = sessions.flatMap(({ changes }) => changes);
  const facts = await world.saveFacts(world.cwd, {
    starts: sessions.flatMap(({ start }) => (start === null ? [] : [start])),
    said: said.filter(({ inside }) => inside).map(({ path }) => path),
    copied: said.flatMap(({ swept }) => (swept?.kept === true && swept.to !== undefined ? [folderOf(swept)] : [])),
    withhold: withholdSecrets,
  });
  if (facts === null) return null;
  const nowhere: StateChange = { before: null, after: null };
  const withheld = [...facts.withheld.keys()].map((path): [string, StateChange] => [path, nowhere]);
  const changes = new Map([...withheld, ...facts.changes]);
  const paths = [...changes.keys()];
  const isClaimed = await Promise.all(paths.map(isOwn));
  const own = paths.filter((_, index) => isClaimed[index]).map(byHand);
  const untold = Math.max(...sessions.map(untoldOf));
  const { late, ...claims } = resolveClaims([...said, ...own], { ...facts, changes, untold });
  const before = late.length === 0 ? undefined : await saved?.();
  // git gives a file a new time when it checks it out
  const same = late.filter((path) => sameState(before?.get(path) ?? null, changes.get(path)?.after ?? null));
  const claimed = new Map([...claims.claimed, ...same.map((path): [string, SaidChange['by']] => [path, 'shell'])]);
  return redacted(buildManifest({ ...facts, touched: touchedOf(facts, sessions) }, { ...claims, claimed }), {
    home: world.place.home,
    elsewhere: askSaid(sessions),
  });
};

/** In milliseconds. */
const untoldOf = ({ untold_at = '' }: SaidBySession): number =>
  untold_at === null ? 0 : Date.parse(untold_at) || Number.POSITIVE_INFINITY;

const byHand = (path: string): SaidChange => ({ path, inside: true, action: 'edited', by: 'hand' });

/** Files younger than the first check that ended, and than every event that changed them. */
const touchedOf = ({ times }: SaveFacts, sessions: readonly SaidBySession[]): StateManifest['touched'] => {
  const ends = sessions.flatMap(({ checked_at }) => checked_at.map((at) => Date.parse(at))).filter((at) => at > 0);
  const events = new Map<string, number>();
  for (const { path, at = '' } of sessions.flatMap(({ changes }) => changes))
    events.set(path, Math.max(events.get(path) ?? 0, Date.parse(at) || 0));
  return [...times]
    .filter(([path, at]) => at > Math.min(...ends) && at > (events.get(path) ?? 0) + CLOCK_MS)
    .map(([path, at]) => ({ path, at: new Date(at).toISOString() }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
};

/** A log's times may be of whole seconds. */
const CLOCK_MS = 1000;

/** Larger contents are no short secret whose id could be guessed. */
const MAX_SCANNED = 1024 * 1024;

/** An id of a short secret can be guessed: what a rule finds one in is told without its id. */
const withholdSecrets: Parameters<World['saveFacts']>[1]['withhold'] = async (changed, read) => {
  const files = [...changed].filter(([, { mode }]) => mode !== SUBMODULE);
  const found = new Map<string, string>();
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const some = files.slice(at, at + AT_ONCE);
    const contents = await read(some.map(([, { oid }]) => oid));
    for (const [index, [path]] of some.entries()) {
      const bytes = contents[index];
      const text = bytes == null || bytes.length > MAX_SCANNED ? undefined : textIn(bytes);
      if (text !== undefined && (await scanFinal(text, { plain: true })).length > 0) found.set(path, 'secret');
    }
  }
  return found;
};

/** undefined: no text. */
const textIn = (bytes: Buffer): string | undefined =>
  utf16In(bytes) ?? (bytes.includes(0) ? undefined : bytes.toString('utf8'));

/** Contents in memory at a time. */
const AT_ONCE = 200;

const redacted = async (manifest: StateManifest, known: Known): Promise<RecordedStates> => {
  const { entries, unresolved, hidden, touched, ...facts } = manifest;
  const paths = { entries: entries.map(({ path }) => path), unresolved, hidden, touched };
  const { value } = await redactFacts({ ...paths, reason: facts.tree_undefined_reason }, known);
  return {
    ...facts,
    tree_undefined_reason: value.reason,
    entries: await Promise.all(entries.map((entry, index) => named(entry, value.entries[index]))),
    unresolved: value.unresolved,
    hidden: value.hidden,
    touched: value.touched,
  };
};

/** A path that redaction changed is still found by its key. */
const named = async (
  entry: StateManifest['entries'][number],
  path: RedactedText | undefined,
): Promise<ManifestEntry> => {
  if (path === undefined) throw new RangeError('a path was lost in redaction');
  if (path === entry.path) return { ...entry, path };
  // the key of a patch holds the path
  return { ...entry, path, path_key: await pathKey(entry.path), key: null };
};
