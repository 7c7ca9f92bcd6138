/** What a handoff says, held against what its session makes: field by field, and only where the log alone decides. Pure. */
import { canonicalJson } from '../domain/canonical.ts';
import type { Handoff } from '../domain/handoff.ts';
import { asArray, asString, at, field, isObject } from '../domain/json.ts';

export interface Departures {
  /** Fields that hold what the session does not. */
  readonly contradicted: readonly string[];
  /** Fields that a repository, its scripts or a limit may have made so. */
  readonly unclear: readonly string[];
  /** They are of the same session at other times: one has more of it. */
  readonly isOtherTime: boolean;
}

/**
 * @param handoff as somebody wrote it: any field may be anything
 * @param derived of the published session
 * @param events ids of all events of the session
 */
export const departuresOf = (handoff: unknown, derived: Handoff, events: ReadonlySet<string>): Departures => {
  const cut = [derived.truncated, field(handoff, 'truncated')].flatMap((of) => (isObject(of) ? Object.keys(of) : []));
  const isCut = (name: string): boolean => cut.some((key) => `${key}.`.startsWith(`${name}.`));
  const departing = FIELDS.filter(({ departs }) => departs(handoff, derived)).map(({ name }) => name);
  const foreign = FOREIGN.filter(({ ids }) => ids(handoff).some((id) => !events.has(id))).map(({ name }) => name);
  const opposed = opposedRuns(handoff, derived) ? ['verification.checks_run'] : [];
  const unsure = hasOtherRuns(handoff, derived) ? ['verification.checks_run'] : [];
  const sure = [...new Set([...foreign, ...opposed, ...departing.filter((name) => !isCut(name))])];
  return {
    contradicted: sure,
    unclear: [...unsure, ...departing.filter(isCut)].filter((name) => !sure.includes(name)),
    isOtherTime: EXTENT.some((path) => canonicalJson(valueAt(handoff, path)) !== canonicalJson(valueAt(derived, path))),
  };
};

/** How far a session goes. */
const EXTENT: readonly string[] = ['started_at', 'ended_at', 'stats.event_count'];

interface Field {
  readonly name: string;
  readonly departs: (handoff: unknown, derived: unknown) => boolean;
}

const valueAt = (handoff: unknown, path: string): unknown => at(handoff, ...path.split('.')) ?? null;

const same = (name: string): Field => ({
  name,
  departs: (handoff, derived) => canonicalJson(valueAt(handoff, name)) !== canonicalJson(valueAt(derived, name)),
});

/** Each item of the handoff stands among the session's. @param keys of an item that count; none: the item itself */
const within = (name: string, ...keys: readonly string[]): Field => {
  const texts = (of: unknown): readonly string[] =>
    asArray(valueAt(of, name)).map((item) =>
      canonicalJson(keys.length === 0 ? item : keys.map((key) => field(item, key) ?? null)),
    );
  return {
    name,
    departs: (handoff, derived) => {
      const known = new Set(texts(derived));
      return texts(handoff).some((text) => !known.has(text));
    },
  };
};

/** What is only observed is worded by what the repository held. */
const statements: Field = (() => {
  const stated = (handoff: unknown): unknown => ({
    evidence: asArray(field(handoff, 'evidence')).filter((one) => field(one, 'basis') === 'stated'),
  });
  const { name, departs } = within('evidence', 'claim', 'event_id');
  return { name, departs: (handoff, derived) => departs(stated(handoff), stated(derived)) };
})();

/** Paths, of which a rename names two: what it comes to is settled by the repository. */
const paths: Field = {
  name: 'files_modified',
  departs: (handoff, derived) => {
    const known = new Set(pathsIn(derived));
    return pathsIn(handoff).some((path) => !known.has(path));
  },
};

const pathsIn = (handoff: unknown): readonly string[] =>
  asArray(field(handoff, 'files_modified')).flatMap((file) =>
    ['path', 'from'].flatMap((key) => asString(field(file, key)) ?? []),
  );

/** What else a handoff says rests on these, on the repository, or on where the log lay. */
const FIELDS: readonly Field[] = [
  same('tool'),
  same('model'),
  same('objective'),
  same('tokens'),
  within('objective_history'),
  within('user_messages'),
  within('key_conversations'),
  within('uncertainty.assumptions'),
  within('uncertainty.open_questions'),
  within('uncertainty.decision_required'),
  within('work_packages', 'id', 'title', 'status', 'origin', 'outcome'),
  statements,
  paths,
];

const FOREIGN: readonly { readonly name: string; readonly ids: (handoff: unknown) => readonly string[] }[] = [
  { name: 'evidence', ids: (handoff) => eventsOf(valueAt(handoff, 'evidence')) },
  { name: 'verification.checks_run', ids: (handoff) => eventsOf(valueAt(handoff, 'verification.checks_run')) },
];

const eventsOf = (items: unknown): readonly string[] =>
  asArray(items).flatMap((item) => asString(field(item, 'event_id')) ?? []);

interface Run {
  readonly id: string;
  /** What the log alone says of it. */
  readonly said: string;
  readonly status: string;
}

const runsOf = (handoff: unknown): readonly Run[] =>
  asArray(valueAt(handoff, 'verification.checks_run')).map((run) => ({
    id: asString(field(run, 'event_id')) ?? '',
    said: canonicalJson(['command', 'exit_code', 'at'].map((key) => field(run, key) ?? null)),
    status: asString(field(run, 'status')) ?? '',
  }));

const ENDS: ReadonlySet<string> = new Set(['passed', 'failed']);

/** One line may run several checks: a run that says the same is the same. */
const opposedRuns = (handoff: unknown, derived: Handoff): boolean => {
  const known = Map.groupBy(runsOf(derived), ({ id }) => id);
  return runsOf(handoff).some(({ id, said, status }) => {
    const there = known.get(id) ?? [];
    const alike = there.filter((run) => run.said === said);
    if (there.length > 0 && alike.length === 0) return true;
    const ends = alike.map((run) => run.status).filter((end) => ENDS.has(end));
    return ENDS.has(status) && ends.length > 0 && !ends.includes(status);
  });
};

/** What is a check, and which of its runs is the last, depends on scripts and on the tree. */
const hasOtherRuns = (handoff: unknown, derived: Handoff): boolean => {
  const ids = (of: unknown): string =>
    canonicalJson(
      runsOf(of)
        .map(({ id, status }) => `${id} ${status}`)
        .toSorted(),
    );
  return ids(handoff) !== ids(derived);
};
