/** What is wrong with a session as HAIL. All of it is returned: version, required fields, emptiness, events. */
import type { Event, Session } from '../session.ts';
import { compareTimes } from './timestamp.ts';

export type HailViolation =
  | { readonly kind: 'InvalidVersion'; readonly version: string }
  | { readonly kind: 'MissingField'; readonly field: 'session_id' | 'agent.provider' | 'agent.tool' }
  | { readonly kind: 'EmptySession' }
  | { readonly kind: 'InvalidEvent'; readonly index: number; readonly reason: string }
  | { readonly kind: 'DuplicateEventId'; readonly index: number; readonly event_id: string }
  | { readonly kind: 'EventsOutOfOrder'; readonly index: number };

export const validateSession = (session: Session): readonly HailViolation[] => [
  ...headerViolations(session),
  ...session.events.flatMap((event, index): HailViolation[] =>
    reasonsOf(event).map((reason) => ({ kind: 'InvalidEvent', index, reason })),
  ),
  ...duplicates(session.events),
  ...outOfOrder(session.events),
];

const headerViolations = (session: Session): readonly HailViolation[] => {
  const found: HailViolation[] = [];
  if (!session.version.startsWith('hail-')) found.push({ kind: 'InvalidVersion', version: session.version });
  if (session.session_id === '') found.push({ kind: 'MissingField', field: 'session_id' });
  if (session.agent.provider === '') found.push({ kind: 'MissingField', field: 'agent.provider' });
  if (session.agent.tool === '') found.push({ kind: 'MissingField', field: 'agent.tool' });
  if (session.events.length === 0) found.push({ kind: 'EmptySession' });
  return found;
};

const reasonsOf = ({ event_id: id, event_type: type }: Event): readonly string[] => {
  const reasons = id === '' ? ['event_id is empty'] : [];
  if ((type.type === 'ToolCall' || type.type === 'ToolResult') && type.data.name === '') reasons.push('name is empty');
  if (NEEDS_PATH.has(type.type) && 'data' in type && 'path' in type.data && type.data.path === '') {
    reasons.push('path is empty');
  }
  if (type.type === 'ShellCommand' && type.data.command === '') reasons.push('command is empty');
  return reasons;
};

const NEEDS_PATH: ReadonlySet<string> = new Set(['FileEdit', 'FileCreate', 'FileDelete', 'FileRead']);

function* duplicates(events: readonly Event[]): Generator<HailViolation> {
  const seen = new Set<string>();
  for (const [index, { event_id }] of events.entries()) {
    if (seen.has(event_id)) yield { kind: 'DuplicateEventId', index, event_id };
    seen.add(event_id);
  }
}

function* outOfOrder(events: readonly Event[]): Generator<HailViolation> {
  for (const [index, event] of events.entries()) {
    const before = events[index - 1];
    if (before !== undefined && (compareTimes(event.timestamp, before.timestamp) ?? 0) < 0) {
      yield { kind: 'EventsOutOfOrder', index };
    }
  }
}
