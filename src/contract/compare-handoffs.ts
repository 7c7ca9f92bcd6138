/** What two states of a contract differ in, field by field. Pure; handoffs may be of another tool and lack any field. */
import { canonicalJson } from '../domain/canonical.ts';
import type { Handoff } from '../domain/handoff.ts';
import { asArray, asString, at, field } from '../domain/json.ts';

export interface HandoffChange {
  readonly session_id: string;
  /** `session` where a whole session came or went. */
  readonly field: string;
  /** Which of the field's items: a path, a check's id, a text; null where there is only one. */
  readonly key: string | null;
  readonly change: 'added' | 'removed' | 'changed';
  /** JSON values; null where there is none. */
  readonly from: unknown;
  readonly to: unknown;
}

/** Sessions are the same by their id. In the order of the sections below, and within one by key. */
export const compareHandoffs = (from: readonly Handoff[], to: readonly Handoff[]): readonly HandoffChange[] => {
  const before = bySession(from);
  const after = bySession(to);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((session_id) => {
    const [old, now] = [before.get(session_id), after.get(session_id)];
    if (old !== undefined && now !== undefined) return changesOf(session_id, old, now);
    const change = old === undefined ? 'added' : 'removed';
    const [was, is] = [old, now].map((one) => asString(field(one, 'objective')) ?? null);
    return [{ session_id, field: 'session', key: null, change, from: was ?? null, to: is ?? null }];
  });
};

const bySession = (handoffs: readonly Handoff[]): ReadonlyMap<string, unknown> =>
  new Map(handoffs.map((handoff) => [asString(field(handoff, 'session_id')) ?? '', handoff]));

type Items = ReadonlyMap<string | null, unknown>;

interface Section {
  readonly field: string;
  items(handoff: unknown): Items;
}

const one = (path: string): Section => ({
  field: path,
  items: (handoff) => {
    const value = at(handoff, ...path.split('.'));
    return value == null ? new Map() : new Map([[null, value]]);
  },
});

/** Texts, of which each is there or not. */
const texts = (path: string): Section => ({
  field: path,
  items: (handoff) =>
    new Map(
      asArray(at(handoff, ...path.split('.'))).flatMap((text) => (typeof text === 'string' ? [[text, text]] : [])),
    ),
});

/** Objects with a name, and what of each is compared. */
const named = (path: string, name: string, parts: readonly string[]): Section => ({
  field: path,
  items: (handoff) =>
    new Map(
      asArray(at(handoff, ...path.split('.'))).flatMap((item) => {
        const key = asString(field(item, name));
        return key === undefined
          ? []
          : [[key, Object.fromEntries(parts.map((part) => [part, field(item, part) ?? null]))]];
      }),
    ),
});

const SECTIONS: readonly Section[] = [
  one('objective'),
  named('files_modified', 'path', ['action', 'from', 'lines_added', 'lines_removed']),
  named('verification.checks', 'id', ['final', 'stale', 'masked']),
  texts('verification.required_checks_missing'),
  named('work_packages', 'id', ['title', 'status', 'outcome']),
  texts('uncertainty.open_questions'),
  texts('uncertainty.decision_required'),
  texts('uncertainty.assumptions'),
  texts('execution_contract.done_definition'),
  texts('execution_contract.next_actions'),
  named('repository.commits', 'id', ['subject']),
  one('repository.branch'),
  one('repository.base_commit'),
];

const changesOf = (session_id: string, old: unknown, now: unknown): readonly HandoffChange[] =>
  SECTIONS.flatMap((section) => {
    const [from, to] = [section.items(old), section.items(now)];
    const keys = [...new Set([...from.keys(), ...to.keys()])].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
    return keys.flatMap((key): readonly HandoffChange[] => {
      const [was, is] = [from.get(key) ?? null, to.get(key) ?? null];
      if (canonicalJson(was) === canonicalJson(is)) return [];
      const change = was === null ? 'added' : is === null ? 'removed' : 'changed';
      return [{ session_id, field: section.field, key, change, from: was, to: is }];
    });
  });
