import { asString, at, field } from '../../domain/json.ts';
import { foreignKind, foreignType } from '../reading/foreign-content.ts';
import { completedItems } from './completed-items.ts';
import { eventMessages } from './event-messages.ts';
import { compaction } from './notes.ts';
import { flushHeld } from './read-message.ts';
import { responseItems } from './response-items.ts';
import type { RolloutRecord } from './rollout-record.ts';
import type { ReadRecord, RolloutState } from './rollout-state.ts';
import { sessionMeta, turnContext } from './session-facts.ts';
import { tokenUsageRecord } from './tokens.ts';

/** Records by their own type (`history/src/lib.rs` of Codex, 2026). */
const TYPES: ReadonlyMap<string, ReadRecord> = new Map<string, ReadRecord>([
  ['session_meta', sessionMeta],
  ['turn_context', turnContext],
  ['compacted', compaction],
  ['token_usage_record', tokenUsageRecord],
  ['record_type', () => 'state of an early log'],
  ['world_state', () => 'context that Codex put in'],
  ['inter_agent_communication', () => 'bookkeeping between agents'],
  ['inter_agent_communication_metadata', () => 'bookkeeping between agents'],
  ['retained_context', () => 'bookkeeping of the context'],
  ['security_risk_score', () => 'bookkeeping of approvals'],
  ['realtime_item', () => 'speech, not text'],
]);

const TABLES: ReadonlyMap<string, ReadonlyMap<string, ReadRecord>> = new Map([
  ['response_item', responseItems],
  ['event_msg', eventMessages],
]);

/** Reads one record and tallies it, once. */
export const readRecord = (state: RolloutState, record: RolloutRecord): void => {
  state.now = record.at ?? state.now;
  if (record.at !== undefined) {
    state.head.created ??= record.at;
    state.head.updated = record.at;
  }
  const table = TABLES.get(record.type);
  const item = record.kind === 'item_completed' ? (asString(at(record.payload, 'item', 'type')) ?? '') : undefined;
  const read =
    item !== undefined
      ? completedItems.get(item)
      : table === undefined
        ? TYPES.get(record.type)
        : table.get(record.kind);
  if (read === undefined) {
    state.tally.unknown(nameOf(record, item));
    return;
  }
  if (state.held.length > 0 && !mayPrecedeTwin(record, item)) flushHeld(state);
  const ignored = read(state, record);
  const foreign = foreignKind(contentOf(record), (kind) => PARTS.has(kind));
  if (foreign !== undefined) state.tally.unknown(foreignType(foreign));
  else if (ignored === undefined) state.tally.understood();
  else state.tally.ignored(nameOf(record, item), ignored);
};

/** Parts of messages that are read, and those of the person that name a skill, a file or a recording. */
const PARTS: ReadonlySet<string> = new Set([
  'input_text',
  'output_text',
  'input_image',
  'Text',
  'text',
  'image',
  'local_image',
  'skill',
  'mention',
  'input_audio',
  'audio',
  'local_audio',
]);

const contentOf = ({ type, kind, payload }: RolloutRecord): unknown => {
  if (kind === 'item_completed') return at(payload, 'item', 'content');
  return kind === 'message' && type === 'response_item' ? field(payload, 'content') : undefined;
};

/** `response_item/function_call`, `event_msg/item_completed/CommandExecution`, `turn_context`. */
export const nameOf = ({ type, kind }: RolloutRecord, item: string | undefined): string => {
  const name = kind === '' ? type : `${type}/${kind}`;
  return item === undefined ? name : `${name}/${item}`;
};

const BETWEEN: ReadonlySet<string> = new Set([
  'task_started',
  'turn_started',
  'thread_settings_applied',
  'user_message',
]);

/** Whether a record may stand between a prompt's response item and the event that tells the same. */
const mayPrecedeTwin = (record: RolloutRecord, item: string | undefined): boolean => {
  if (item !== undefined) return item === 'UserMessage' || item === 'HookPrompt';
  if (record.type === 'response_item')
    return record.kind === 'message' && field(record.payload, 'role') !== 'assistant';
  if (record.type !== 'event_msg') return record.type !== 'compacted';
  if (record.kind === 'token_count') return field(record.payload, 'info') === null;
  return BETWEEN.has(record.kind);
};
