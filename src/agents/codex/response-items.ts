import { asString, field } from '../../domain/json.ts';
import { compaction, note } from './notes.ts';
import { callOf, readCall } from './read-call.ts';
import { textParts } from './prompts.ts';
import { messageItem, sectionsOf, thoughts } from './read-message.ts';
import { readNamedResult, readResult } from './read-result.ts';
import { imageMade, webSearch } from './read-web.ts';
import type { ReadRecord } from './rollout-state.ts';

const call: ReadRecord = (state, record) => {
  readCall(state, record, callOf(record));
  return undefined;
};

/** Items of the model's input and output, by `payload.type`: what every generation has. */
export const responseItems: ReadonlyMap<string, ReadRecord> = new Map<string, ReadRecord>([
  ['message', messageItem],
  [
    'reasoning',
    (state, record) => {
      const { payload } = record;
      const sections = [...sectionsOf(field(payload, 'summary')), ...sectionsOf(field(payload, 'content'))];
      return thoughts(state, record, { sections, from: 'response' });
    },
  ],
  ['function_call', call],
  ['custom_tool_call', call],
  ['local_shell_call', call],
  ['tool_search_call', call],
  ['tool_call', call],
  ['function_call_output', readResult],
  ['custom_tool_call_output', readResult],
  ['local_shell_call_output', readResult],
  ['tool_search_output', readResult],
  ['tool_result', readNamedResult],
  ['web_search_call', (state, record) => webSearch(state, record, { body: record.payload, from: 'response' })],
  ['image_generation_call', (state, record) => imageMade(state, record, { body: record.payload, from: 'response' })],
  [
    'agent_message',
    (state, record) =>
      note(state, record, {
        text: textParts(record.payload).join('\n'),
        source: `agent ${asString(field(record.payload, 'author')) ?? ''}`.trim(),
      }),
  ],
  ['compaction', compaction],
  ['context_compaction', compaction],
  ['compaction_summary', compaction],
  ['ghost_snapshot', () => 'snapshot for undo'],
  ['additional_tools', () => 'tools on offer'],
  ['other', () => 'of no kind that Codex itself knows'],
]);
