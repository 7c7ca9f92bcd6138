/** What a handoff says, held against what its session makes: field by field, and only where the log decides. Pure. */
import { canonicalJson } from '../domain/canonical.ts';
import type { Handoff } from '../domain/handoff.ts';
import { asArray, asString, at, field, isObject } from '../domain/json.ts';
import { MARKER_START } from '../domain/redaction-marker.ts';

export interface Departures {
  /** Fields that hold what the session does not. */
  readonly contradicted: readonly string[];
  /** Fields that are otherwise, which a repository, its scripts, a limit or a redaction may have made so. */
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
  // publishing looks at the whole session, and may know a secret that the handoff's own texts do not give away
  const isUnsure = (name: string): boolean =>
    cut.some((key) => `${key}.`.startsWith(`${name}.`)) || written(valueAt(derived, name)).includes(MARKER_START);
  const departing = (fields: readonly Field[]): readonly string[] =>
    fields.filter(({ departs }) => departs(handoff, derived)).map(({ name }) => name);
  const said = departing(SAID);
  const foreign = FOREIGN.filter((name) => eventsOf(valueAt(handoff, name)).some((id) => !events.has(id)));
  const contradicted = [...new Set([...foreign, ...departing(ENDED), ...said.filter((name) => !isUnsure(name))])];
  const unclear = new Set([...said, ...departing(JUDGED)]);
  return {
    contradicted,
    unclear: [...unclear].filter((name) => !contradicted.includes(name)),
    isOtherTime: departing(EXTENT).length > 0,
  };
};

/** Which rule found it first is not told: a whole session is redacted in another order than its handoff. */
const written = (value: unknown): string => canonicalJson(value).replace(MARKER, MARKER_START);

const MARKER = /\[REDACTED:[a-z0-9-]{1,60}\]/g;

interface Field {
  readonly name: string;
  readonly departs: (handoff: unknown, derived: unknown) => boolean;
}

const valueAt = (handoff: unknown, path: string): unknown => at(handoff, ...path.split('.')) ?? null;

const same = (name: string): Field => ({
  name,
  departs: (handoff, derived) => written(valueAt(handoff, name)) !== written(valueAt(derived, name)),
});

/** Items of a list, each with these of its keys; none: the item itself. */
const itemsOf = (of: unknown, name: string, keys: readonly string[]): readonly string[] =>
  asArray(valueAt(of, name)).map((item) =>
    written(keys.length === 0 ? item : keys.map((key) => field(item, key) ?? null)),
  );

/** Each item of the handoff stands among the session's. */
const within = (name: string, ...keys: readonly string[]): Field => ({
  name,
  departs: (handoff, derived) => {
    const known = new Set(itemsOf(derived, name, keys));
    return itemsOf(handoff, name, keys).some((item) => !known.has(item));
  },
});

/** The same items, in any order. */
const alike = (name: string, ...keys: readonly string[]): Field => ({
  name,
  departs: (handoff, derived) =>
    written(itemsOf(handoff, name, keys).toSorted()) !== written(itemsOf(derived, name, keys).toSorted()),
});

/** What is only observed is worded by what the repository held. */
const statements: Field = {
  name: 'evidence',
  departs: (handoff, derived) => {
    const stated = (of: unknown): unknown => ({
      evidence: asArray(field(of, 'evidence')).filter((one) => field(one, 'basis') === 'stated'),
    });
    return within('evidence', 'claim', 'event_id').departs(stated(handoff), stated(derived));
  },
};

/**
 * Paths, of which a rename names two. What was written and taken away again is a deletion only where it was there before;
 * and a path that came through a link is known by all of its names.
 */
const paths: Field = {
  name: 'files_modified',
  departs: (handoff, derived) => {
    const known = pathsIn(asArray(field(derived, 'files_modified')));
    const kept = asArray(field(handoff, 'files_modified')).filter((file) => field(file, 'action') !== 'deleted');
    return pathsIn(kept).some((path) => !known.some((one) => one === path || one.endsWith(`/${path}`)));
  },
};

const pathsIn = (files: readonly unknown[]): readonly string[] =>
  files.flatMap((file) => ['path', 'from'].flatMap((key) => asString(field(file, key)) ?? []));

/** How far a session goes. */
const EXTENT: readonly Field[] = [same('started_at'), same('ended_at'), same('stats.event_count')];

/** What the log alone says. */
const SAID: readonly Field[] = [
  same('tool'),
  same('model'),
  same('objective'),
  same('tokens'),
  within('objective_history'),
  within('user_messages'),
  within('key_conversations'),
  within('uncertainty.open_questions'),
  within('work_packages', 'id', 'title', 'status', 'origin', 'outcome'),
  statements,
  paths,
];

const RUNS = 'verification.checks_run';

/** Lists whose items name the event that they rest on. */
const FOREIGN: readonly string[] = ['evidence', RUNS];

const eventsOf = (items: unknown): readonly string[] =>
  asArray(items).flatMap((item) => asString(field(item, 'event_id')) ?? []);

interface Run {
  readonly key: string;
  /** What the log alone says of its end. */
  readonly end: string;
  readonly status: string;
}

const runsOf = (handoff: unknown): readonly Run[] =>
  asArray(valueAt(handoff, RUNS)).map((run) => ({
    key: written([field(run, 'event_id') ?? null, field(run, 'command') ?? null]),
    end: written([field(run, 'exit_code') ?? null, field(run, 'at') ?? null]),
    status: asString(field(run, 'status')) ?? '',
  }));

const isEnd = (status: string): boolean => status === 'passed' || status === 'failed';

/** A run of the same line in the same event that ended otherwise. Which of a line's parts are checks, scripts decide. */
const opposed: Field = {
  name: RUNS,
  departs: (handoff, derived) => {
    const known = Map.groupBy(runsOf(derived), ({ key }) => key);
    return runsOf(handoff).some(({ key, end, status }) => {
      const there = known.get(key) ?? [];
      const alikeThere = there.filter((run) => run.end === end);
      const ends = alikeThere.map((run) => run.status).filter(isEnd);
      return (
        there.length > 0 && (alikeThere.length === 0 || (isEnd(status) && ends.length > 0 && !ends.includes(status)))
      );
    });
  },
};

const ENDED: readonly Field[] = [opposed];

/** Whether one that does not pass was stale says nothing; of a change to what git ignores the log alone makes it so. */
const checks: Field = {
  name: 'verification.checks',
  departs: (handoff, derived) => {
    const keys = ['id', 'command', 'final', 'masked', 'runs', 'last_event_id', 'fresh'];
    const told = (of: unknown): unknown => ({
      checks: asArray(valueAt(of, 'verification.checks')).map((check) => ({
        ...(isObject(check) ? check : {}),
        fresh: field(check, 'final') === 'passed' && field(check, 'stale') === false,
      })),
    });
    return alike('checks', ...keys).departs(told(handoff), told(derived));
  },
};

/**
 * What the tree and its scripts have a part in, and what the gate goes by: who leaves a failure out, or a doubt, is not
 * contradicted by the log alone, and is not borne out by it.
 */
const JUDGED: readonly Field[] = [
  alike(RUNS, 'event_id', 'check_id', 'kind', 'status', 'doubts', 'cwd'),
  checks,
  alike('verification.unresolved'),
  alike('verification.required_checks_missing'),
  same('stats'),
  alike('uncertainty.offers'),
];
