/** Counts of a session, as the older tool makes them when a file has no stats line. */
import { ATTR, countAttribute } from '../event-attributes.ts';
import { countSigned } from '../signed-lines.ts';
import type { Event, Stats } from '../session.ts';
import { secondsBetween } from './timestamp.ts';

export const computeStats = (events: readonly Event[]): Stats => {
  const counter = createStatsCounter();
  for (const event of events) counter.add(event);
  return counter.stats();
};

/** The same for events that are not all in memory. */
export const createStatsCounter = (): { add(event: Event): void; stats(): Stats } => {
  const counts = { events: 0, messages: 0, calls: 0, users: 0, input: 0, output: 0, added: 0, removed: 0 };
  const tasks = new Set<string>();
  const paths = new Set<string>();
  let first: string | undefined;
  let last = '';
  const add = (event: Event): void => {
    first ??= event.timestamp;
    last = event.timestamp;
    counts.events++;
    if (isMessage(event)) counts.messages++;
    if (event.event_type.type === 'UserMessage') counts.users++;
    if (TOOL_CALLS.has(event.event_type.type)) counts.calls++;
    if (event.task_id !== undefined) tasks.add(event.task_id);
    counts.input += countAttribute(event, ATTR.inputTokens) ?? 0;
    counts.output += countAttribute(event, ATTR.outputTokens) ?? 0;
    const path = changedPath(event);
    if (path !== undefined) paths.add(path);
    const { event_type: type } = event;
    const diff = type.type === 'FileEdit' ? (type.data.diff ?? '') : '';
    counts.added += countSigned(diff, '+');
    counts.removed += countSigned(diff, '-');
  };
  const stats = (): Stats => ({
    event_count: counts.events,
    message_count: counts.messages,
    tool_call_count: counts.calls,
    task_count: tasks.size,
    duration_seconds: first === undefined ? 0 : secondsBetween(first, last),
    total_input_tokens: counts.input,
    total_output_tokens: counts.output,
    user_message_count: counts.users,
    files_changed: paths.size,
    lines_added: counts.added,
    lines_removed: counts.removed,
  });
  return { add, stats };
};

/** Shell commands, edits, web calls and results are not among them: so the older tool counts. */
const TOOL_CALLS: ReadonlySet<string> = new Set(['ToolCall', 'FileRead', 'CodeSearch', 'FileSearch']);

const isMessage = ({ event_type: type }: Event): boolean =>
  type.type === 'UserMessage' ||
  type.type === 'AgentMessage' ||
  (type.type === 'TaskEnd' && (type.data.summary ?? '').trim() !== '');

/** The path that a file event changes. */
export const changedPath = ({ event_type: type }: Event): string | undefined =>
  type.type === 'FileEdit' || type.type === 'FileCreate' || type.type === 'FileDelete' ? type.data.path : undefined;
