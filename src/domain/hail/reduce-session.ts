/**
 * The session that goes on to another agent: messages, changes, task borders, and commands that did not plainly
 * succeed. Texts are whole here, because redaction comes before any cut; the `hail` format cuts them.
 */
import type { Event, Session, SessionHeader } from '../session.ts';
import { computeStats } from './compute-stats.ts';

/** `updated_at` stays the log's (the older tool writes the current time): the same log gives the same bytes. */
export const reduceSession = (header: SessionHeader, events: Iterable<Event>): Session => {
  const kept: Event[] = [];
  for (const event of events) if (isKept(event)) kept.push(bare(event));
  const { context } = header;
  return {
    version: header.version,
    session_id: `handoff-${header.session_id}`,
    agent: header.agent,
    context: {
      title: `Handoff: ${context.title ?? '(untitled)'}`,
      ...(context.description === undefined ? {} : { description: context.description }),
      tags: [...context.tags, 'handoff'],
      created_at: context.created_at,
      updated_at: context.updated_at,
      related_session_ids: [header.session_id],
    },
    events: kept,
    stats: computeStats(kept),
  };
};

const KEPT: ReadonlySet<string> = new Set([
  'UserMessage',
  'AgentMessage',
  'FileEdit',
  'FileCreate',
  'FileDelete',
  'TaskStart',
  'TaskEnd',
]);

const isKept = ({ event_type: type }: Event): boolean =>
  KEPT.has(type.type) || (type.type === 'ShellCommand' && type.data.exit_code !== 0);

const bare = (event: Event): Event => ({
  event_id: event.event_id,
  timestamp: event.timestamp,
  event_type: event.event_type,
  ...(event.task_id === undefined ? {} : { task_id: event.task_id }),
  content: { blocks: event.content.blocks },
  ...(event.duration_ms === undefined ? {} : { duration_ms: event.duration_ms }),
});
