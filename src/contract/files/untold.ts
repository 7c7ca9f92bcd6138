import { callIdOf } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import type { FileFact, Seen } from '../facts.ts';

/** Whether an event tells all that it may have done to files; `names`: but not what they hold; `goes-on`: nor until when. */
export type Told = 'all' | 'names' | 'part' | 'goes-on';

/** Until when the session may have changed files without a word of its log, in milliseconds; 0: never. */
export interface Untold {
  /** Of which files are there. */
  files: number;
  /** Of what they hold. */
  texts: number;
  /** Calls that lasted until their results. */
  readonly calls: Map<string, Told>;
}

export const newUntold = (): Untold => ({ files: 0, texts: 0, calls: new Map() });

const MAX_CALLS = 10_000;

export const noteTold = (untold: Untold, told: Told, event: Event): void => {
  if (told === 'all') return;
  const id = callIdOf(event);
  if (id !== undefined && untold.calls.size < MAX_CALLS) untold.calls.set(id, told);
  noteUntil(untold, told, endOf(event));
};

/** Its result tells how long a call lasted. Events of sub-agents may stand behind later ones. */
export const noteEnded = (untold: Untold, result: Event): void => {
  const id = callIdOf(result) ?? '';
  const told = untold.calls.get(id);
  if (told === undefined) return;
  untold.calls.delete(id);
  noteUntil(untold, told, endOf({ ...result, duration_ms: 0 }));
};

const noteUntil = (untold: Untold, told: Told, at: number): void => {
  const until = told === 'goes-on' ? Number.POSITIVE_INFINITY : at;
  untold.texts = Math.max(untold.texts, until);
  if (told !== 'names') untold.files = Math.max(untold.files, until);
};

const endOf = ({ timestamp, duration_ms: duration = 0 }: Pick<Event, 'timestamp' | 'duration_ms'>): number => {
  const end = Date.parse(timestamp) + duration;
  return Number.isFinite(end) ? end : Number.POSITIVE_INFINITY;
};

/** As the facts of a session tell it. */
export const untoldAt = ({ files }: Untold): { readonly untold_at?: string } => {
  if (files === 0) return {};
  return { untold_at: Math.abs(files) <= LAST_TIME ? new Date(files).toISOString() : '' };
};

/** The last that a date can be. */
const LAST_TIME = 8_640_000_000_000_000;

/** Until when the session may have written into what it swept; absent: nobody knows. */
export const writtenUntil = ({ at }: Seen, { texts }: Untold): { readonly until?: string } => {
  const until = Math.max(Date.parse(at), texts);
  return Math.abs(until) <= LAST_TIME ? { until: new Date(until).toISOString() } : {};
};

/** What something may have written into a file since is not said to be as it was. */
export const withoutDoubt = ({ as_it_was, ...file }: FileFact, { texts }: Untold): FileFact =>
  as_it_was === true && Date.parse(file.last.at) > texts ? { ...file, as_it_was } : file;
