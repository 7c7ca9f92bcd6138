import { asString, field } from '../../domain/json.ts';
import {
  compaction,
  emitError,
  goalUpdated,
  note,
  rolledBack,
  turnAborted,
  turnCompleted,
  turnStarted,
} from './notes.ts';
import { commandEnded, dynamicEnded, mcpEnded, patchEnded } from './read-ended.ts';
import { answer, thoughts, userEvent } from './read-message.ts';
import { imageMade, webSearch } from './read-web.ts';
import { noteThread } from './spawned.ts';
import { turnUsage, tokenCount } from './tokens.ts';
import type { ReadRecord } from './rollout-state.ts';

const thought: ReadRecord = (state, record) =>
  thoughts(state, record, { sections: [asString(field(record.payload, 'text')) ?? ''], from: record.kind });

const ignore =
  (reason: string): ReadRecord =>
  () =>
    reason;

const read: readonly (readonly [string, ReadRecord])[] = [
  ['user_message', userEvent],
  [
    'agent_message',
    (state, record) =>
      answer(state, record, { parts: [asString(field(record.payload, 'message')) ?? ''], from: 'event' }),
  ],
  ['agent_reasoning', thought],
  ['agent_reasoning_raw_content', thought],
  ['token_count', tokenCount],
  ['turn.completed', turnUsage],
  ['task_started', turnStarted],
  ['turn_started', turnStarted],
  ['task_complete', turnCompleted],
  ['turn_complete', turnCompleted],
  ['turn_aborted', turnAborted],
  ['thread_rolled_back', rolledBack],
  ['context_compacted', compaction],
  ['error', emitError],
  ['exec_command_end', (state, record) => commandEnded(state, record, record.payload)],
  ['patch_apply_end', (state, record) => patchEnded(state, record, record.payload)],
  ['mcp_tool_call_end', (state, record) => mcpEnded(state, record, record.payload)],
  ['dynamic_tool_call_response', (state, record) => dynamicEnded(state, record, record.payload)],
  ['web_search_end', (state, record) => webSearch(state, record, { body: record.payload, from: 'event' })],
  ['image_generation_end', (state, record) => imageMade(state, record, { body: record.payload, from: 'event' })],
  ['thread_goal_updated', goalUpdated],
  [
    'undo_completed',
    (state, record) =>
      note(state, record, { text: asString(field(record.payload, 'message')) ?? 'undone', source: 'undo' }),
  ],
  [
    'thread_name_updated',
    (state, record) => {
      state.head.name = asString(field(record.payload, 'thread_name')) ?? state.head.name;
      return undefined;
    },
  ],
  ['entered_review_mode', (state) => void (state.review = '')],
  ['exited_review_mode', (state) => void (state.review = undefined)],
  ['sub_agent_activity', (state, record) => noteThread(state, field(record.payload, 'agent_thread_id'))],
  ['collab_agent_spawn_end', (state, record) => noteThread(state, field(record.payload, 'new_thread_id'))],
  ['thread_settings_applied', ignore('settings')],
];

/** Kinds whose call or outcome stands elsewhere in the log, or which say nothing of the work. */
const IGNORED: Readonly<Record<string, readonly string[]>> = {
  'begins what another record ends': [
    'exec_command_begin',
    'patch_apply_begin',
    'patch_apply_updated',
    'mcp_tool_call_begin',
    'web_search_begin',
    'image_generation_begin',
    'item_started',
    'dynamic_tool_call_request',
    'collab_agent_spawn_begin',
    'collab_agent_interaction_begin',
    'collab_waiting_begin',
    'collab_close_begin',
    'collab_resume_begin',
  ],
  'repeats what a call or message says': [
    'view_image_tool_call',
    'collab_agent_interaction_end',
    'collab_waiting_end',
    'collab_close_end',
    'collab_resume_end',
    'plan_update',
    'raw_response_item',
    'codex/event/raw_item',
    'turn_diff',
    'request_user_input',
    'terminal_interaction',
  ],
  'part of a stream': [
    'agent_message_delta',
    'agent_message_content_delta',
    'agent_reasoning_delta',
    'agent_reasoning_section_break',
    'agent_reasoning_raw_content_delta',
    'reasoning_content_delta',
    'reasoning_raw_content_delta',
    'plan_delta',
    'exec_command_output_delta',
    'background_event',
    'stream_error',
    'stream_info',
  ],
  'bookkeeping of approvals': [
    'guardian_assessment',
    'guardian_warning',
    'exec_approval_request',
    'apply_patch_approval_request',
    'request_permissions',
    'elicitation_request',
    'safety_buffering',
    'turn_moderation_metadata',
  ],
  'bookkeeping of the session': [
    'session_configured',
    'shutdown_complete',
    'deprecation_notice',
    'warning',
    'model_reroute',
    'model_verification',
    'mcp_startup_update',
    'mcp_startup_complete',
    'mcp_list_tools_response',
    'list_skills_response',
    'skills_update_available',
    'account/rateLimits/updated',
    'hook_started',
    'hook_completed',
    'undo_started',
    'conversation_path',
    'get_history_entry_response',
    'realtime_conversation_started',
    'realtime_conversation_sdp',
    'realtime_conversation_realtime',
    'realtime_conversation_closed',
    'realtime_conversation_list_voices_response',
  ],
};

/** Events, by `payload.type`. What of them a log holds differs by version and by its history mode. */
export const eventMessages: ReadonlyMap<string, ReadRecord> = new Map<string, ReadRecord>([
  ...Object.entries(IGNORED).flatMap(([reason, kinds]) =>
    kinds.map((kind): [string, ReadRecord] => [kind, ignore(reason)]),
  ),
  ...read,
]);
