/** The counts of HAIL's stats that a handoff repeats. A tool call is a call, a read or a search: what ran or changed something is counted by its own section. */
import { ATTR, countAttribute } from '../domain/event-attributes.ts';
import type { HandoffStats } from '../domain/handoff.ts';
import type { Event, EventType } from '../domain/session.ts';
import type { Fold } from './fold.ts';

const TOOL_CALLS: ReadonlySet<EventType['type']> = new Set(['ToolCall', 'FileRead', 'CodeSearch', 'FileSearch']);

type Counts = { -readonly [key in keyof HandoffStats]: HandoffStats[key] };

export const statsFold: Fold<Counts, HandoffStats> = {
  start: () => ({
    event_count: 0,
    message_count: 0,
    tool_call_count: 0,
    total_input_tokens: 0,
    total_output_tokens: 0,
  }),
  step: (counts, event) => {
    counts.event_count++;
    if (isMessage(event)) counts.message_count++;
    if (TOOL_CALLS.has(event.event_type.type)) counts.tool_call_count++;
    counts.total_input_tokens += countAttribute(event, ATTR.inputTokens) ?? 0;
    counts.total_output_tokens += countAttribute(event, ATTR.outputTokens) ?? 0;
  },
  finish: (counts) => ({ ...counts }),
};

const isMessage = ({ event_type: type }: Event): boolean =>
  type.type === 'UserMessage' ||
  type.type === 'AgentMessage' ||
  (type.type === 'TaskEnd' && (type.data.summary ?? '').trim() !== '');
