/** Checks of several sessions by what they are: the last run decides. */
import type { Check, Handoff } from '../../domain/handoff.ts';
import { timeOf } from '../time-span.ts';
import { byBytes } from './session-order.ts';

export type MergedCheck = Check & { readonly session_id: string };

interface Placed {
  readonly check: MergedCheck;
  /** Place of its session in the order. */
  readonly place: number;
  readonly at: number;
}

/**
 * Sorted by id (UTF-8 bytes). `runs` holds the runs of all sessions in their order. A check is stale as well when a later
 * session changed a file of the repository.
 */
export const mergeChecks = (ordered: readonly Handoff[]): readonly MergedCheck[] => {
  const merged = new Map<string, Placed>();
  for (const [place, handoff] of ordered.entries()) {
    for (const check of handoff.verification.checks) {
      const next = { check: { ...check, session_id: handoff.session_id }, place, at: lastRunAt(handoff, check) };
      const known = merged.get(check.id);
      merged.set(check.id, known === undefined ? next : joined(known, next));
    }
  }
  const lastChange = ordered.findLastIndex(({ files_modified: files }) =>
    files.some(({ scope }) => scope === 'repository'),
  );
  return [...merged.values()]
    .map(({ check, place }) => ({ ...check, stale: check.stale || place < lastChange }))
    .sort((a, b) => byBytes(a.id, b.id));
};

/** The run that decided may be one of a wider check. */
const lastRunAt = ({ verification }: Handoff, { last_event_id }: Check): number => {
  const run = verification.checks_run.find(({ event_id }) => event_id === last_event_id);
  return run === undefined ? Number.NaN : timeOf(run.at);
};

/** Sessions may overlap: the time of the runs decides, and where it is not known the order of the sessions. */
const joined = (before: Placed, after: Placed): Placed => {
  const last = before.at > after.at ? before : after;
  const first = last === after ? before : after;
  return { ...last, check: { ...last.check, runs: [...first.check.runs, ...last.check.runs] } };
};
