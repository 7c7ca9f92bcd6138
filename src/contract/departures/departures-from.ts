/** What a handoff says, held against what its session makes: field by field, and only where the log decides. Pure. */
import type { Handoff } from '../../domain/handoff.ts';
import { asArray, asString, field, isObject } from '../../domain/json.ts';
import { MARKER_START } from '../../domain/redaction-marker.ts';
import {
  alike,
  deletions,
  type BesideHandoff,
  NOTHING_BESIDE,
  type Field,
  filesSeen,
  of,
  paths,
  same,
  seen,
  isRedacted,
  stated,
  valueAt,
  within,
  written,
} from './departing-field.ts';
import { named, outlook } from './departing-outlook.ts';
import { checks, opposed, RUNS } from './departing-runs.ts';

export interface Departures {
  /** Fields that hold what the session does not. */
  readonly contradicted: readonly string[];
  /** Fields that are otherwise, which a repository, its scripts, a limit or a redaction may have made so. */
  readonly unclear: readonly string[];
  /** They are of the same session at other times: one has more of it. */
  readonly isOtherTime: boolean;
}

/**
 * Made ready once for a session, since many handoffs may say to be of it.
 * @param derived of the published session
 * @param events ids of all events of the session
 * @param beside what it did to files that its handoff by the log alone does not name
 * @returns what a handoff departs in, as somebody wrote it: any field may be anything. `isShared`: others stand beside
 * it, whose sessions may have told what is a secret in this one
 */
export const departuresFrom = (
  derived: Handoff,
  events: ReadonlySet<string>,
  beside: BesideHandoff = NOTHING_BESIDE,
): ((handoff: unknown, isShared?: boolean) => Departures) => {
  const cutThere = cutIn(derived);
  const marked = new Map<string, boolean>();
  // publishing looks at the whole session, and may know a secret that the handoff's own texts do not give away
  const isMarked = (name: string): boolean => {
    const known = marked.get(name) ?? written(valueAt(derived, name)).includes(MARKER_START);
    marked.set(name, known);
    return known;
  };
  const ready = (fields: readonly Field[]) =>
    fields.map(({ name, against }) => ({ name, departs: against(derived, beside) }));
  const [extent, said, ended, judged] = [ready(EXTENT), ready(SAID), ready([opposed]), ready(JUDGED)] as const;
  return (handoff, isShared = false) => {
    const cut = [...cutThere, ...cutIn(handoff)];
    const isUnsure = (name: string): boolean =>
      cut.some((key) => `${key}.`.startsWith(`${name}.`)) ||
      isMarked(name) ||
      (isShared && isRedacted(valueAt(handoff, name)));
    const departing = (fields: ReturnType<typeof ready>): readonly string[] =>
      fields.filter(({ departs }) => departs(handoff)).map(({ name }) => name);
    const otherwise = departing(said);
    const foreign = FOREIGN.filter((name) => eventsOf(valueAt(handoff, name)).some((id) => !events.has(id)));
    const contradicted = [
      ...new Set([...foreign, ...departing(ended), ...otherwise.filter((name) => !isUnsure(name))]),
    ];
    const unclear = new Set([...otherwise, ...departing(judged)]);
    return {
      contradicted,
      unclear: [...unclear].filter((name) => !contradicted.includes(name)),
      isOtherTime: departing(extent).length > 0,
    };
  };
};

const cutIn = (handoff: unknown): readonly string[] => {
  const cut = field(handoff, 'truncated');
  return isObject(cut) ? Object.keys(cut) : [];
};

/** How far a session goes. */
const EXTENT: readonly Field[] = [same('started_at'), same('ended_at'), same('stats.event_count')];

const PACKAGE = ['id', 'title', 'status', 'origin', 'outcome'] as const;

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
  within('work_packages', ...PACKAGE),
  of(stated, within('evidence', 'claim', 'event_id')),
  ...named,
  paths,
];

/** Lists whose items name the event that they rest on. */
const FOREIGN: readonly string[] = ['evidence', 'files_modified', RUNS];

const eventsOf = (items: unknown): readonly string[] =>
  asArray(items).flatMap((item) =>
    [field(item, 'event_id'), ...asArray(field(item, 'events'))].flatMap((id) => asString(id) ?? []),
  );

/**
 * What the tree and its scripts have a part in, what the gate goes by, and what was left out: who leaves a failure, a
 * step that is not done or a doubt out is not contradicted by the log alone, and is not borne out by it.
 */
const JUDGED: readonly Field[] = [
  ...checks,
  alike('verification.unresolved'),
  alike('verification.required_checks_missing'),
  same('session_id'),
  same('stats'),
  same('tool_version'),
  same('objective_history'),
  same('user_messages'),
  same('key_conversations'),
  alike('uncertainty.offers'),
  alike('uncertainty.open_questions'),
  alike('work_packages', ...PACKAGE),
  of(stated, alike('evidence', 'claim', 'event_id')),
  of(seen, alike('evidence', 'claim', 'event_id')),
  filesSeen,
  deletions,
  ...outlook,
  same('duration_seconds'),
  alike('execution_contract.ordered_steps', 'work_package_id', 'title', 'status'),
  within('verification.checks_passed'),
  alike('verification.checks_failed'),
];
