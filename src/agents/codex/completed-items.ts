import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asString, field, isObject, type JsonObject } from '../../domain/json.ts';
import { compaction, note, proposedPlan } from './notes.ts';
import { commandEnded, dynamicEnded, mcpEnded, patchEnded, toolEnded } from './read-ended.ts';
import { textParts } from './prompts.ts';
import { answer, sectionsOf, thoughts, userCompleted } from './read-message.ts';
import { imageMade, webSearch } from './read-web.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { emit, type ReadRecord, type RolloutState } from './rollout-state.ts';
import { plainPath } from './shell-call.ts';
import { noteThread } from './spawned.ts';

type ReadItem = (state: RolloutState, record: RolloutRecord, item: JsonObject) => string | undefined;

const NOTHING: JsonObject = {};

const reader =
  (read: ReadItem): ReadRecord =>
  (state, record) => {
    const item = field(record.payload, 'item');
    return read(state, record, isObject(item) ? item : NOTHING);
  };

/** view_image: the call that it belongs to says the same. */
const imageViewed: ReadItem = (state, record, item) => {
  const id = asString(field(item, 'id')) ?? '';
  const path = plainPath(asString(field(item, 'path')));
  if (state.calls.has(id) || state.settled.get(id) === true) return 'repeats its call';
  if (path === undefined) return 'empty';
  emit(state, record, { type: { type: 'FileRead', data: { path } }, attributes: { [ATTR.toolKind]: 'file_read' } });
  return undefined;
};

/** `tool` (spawnAgent, sendInput, wait, …), `receiver_thread_ids`. */
const collaboration: ReadItem = (state, record, item) => {
  if (/^spawn/i.test(asString(field(item, 'tool')) ?? '')) {
    for (const thread of asArray(field(item, 'receiver_thread_ids'))) noteThread(state, thread);
  }
  const id = asString(field(item, 'id')) ?? '';
  if (state.calls.has(id) || state.settled.get(id) === true) return 'repeats its call';
  const tool = {
    name: asString(field(item, 'tool')) ?? 'agent',
    args: undefined,
    text: asString(field(item, 'prompt')) ?? '',
    failed: field(item, 'status') === 'failed',
    duration_ms: undefined,
  };
  return toolEnded(state, record, { id: id || `at-${record.origin.offset}`, tool });
};

/** Tools that an extension brings; those of the web have `query` and `action`. */
const extension: ReadItem = (state, record, item) => {
  if (field(item, 'action') !== undefined || field(item, 'query') !== undefined) {
    return webSearch(state, record, { body: item, from: 'item' });
  }
  const tool = {
    name: asString(field(item, 'kind')) ?? 'extension',
    args: field(item, 'arguments'),
    text: '',
    failed: field(item, 'status') === 'failed',
    duration_ms: undefined,
  };
  return toolEnded(state, record, { id: asString(field(item, 'id')) ?? `at-${record.origin.offset}`, tool });
};

/** `item_completed`, by `item.type`: the history of 0.145 and later, beside the response items. */
export const completedItems: ReadonlyMap<string, ReadRecord> = new Map<string, ReadRecord>([
  ['UserMessage', reader(userCompleted)],
  ['AgentMessage', reader((state, record, item) => answer(state, record, { parts: textParts(item), from: 'item' }))],
  [
    'Reasoning',
    reader((state, record, item) => {
      const sections = [...sectionsOf(field(item, 'summary_text')), ...sectionsOf(field(item, 'raw_content'))];
      return thoughts(state, record, { sections, from: 'item' });
    }),
  ],
  ['Plan', reader((state, record) => proposedPlan(state, record))],
  ['CommandExecution', reader(commandEnded)],
  ['FileChange', reader(patchEnded)],
  ['McpToolCall', reader(mcpEnded)],
  ['DynamicToolCall', reader(dynamicEnded)],
  ['CollabAgentToolCall', reader(collaboration)],
  ['SubAgentActivity', reader((state, _record, item) => noteThread(state, field(item, 'agent_thread_id')))],
  ['WebSearch', reader((state, record, item) => webSearch(state, record, { body: item, from: 'item' }))],
  ['Extension', reader(extension)],
  ['ImageView', reader(imageViewed)],
  ['ImageGeneration', reader((state, record, item) => imageMade(state, record, { body: item, from: 'item' }))],
  ['ContextCompaction', reader(compaction)],
  [
    'HookPrompt',
    reader((state, record, item) =>
      note(state, record, { text: sectionsOf(field(item, 'fragments')).join('\n'), source: 'hook' }),
    ),
  ],
  ['EnteredReviewMode', reader((state) => void (state.review = ''))],
  ['ExitedReviewMode', reader((state) => void (state.review = undefined))],
  ['Sleep', reader(() => 'waiting')],
]);
