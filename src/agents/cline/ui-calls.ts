import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { parseJson } from '../reading/parse-json.ts';
import { ignored, type MappedRecord, understood } from '../reading/record-fate.ts';
import type { Shown } from './ui-state.ts';
import { callAttributes } from './tool-call.ts';

/** `{question, options, selected?}`, before 3.1x the question alone. What a person writes comes as `user_feedback`. */
export const questionShown = (text: string, { kind, index, scope }: Shown): MappedRecord => {
  const told = parseJson(text);
  const question = asText(field(told, 'question')) ?? asText(text);
  if (question === undefined) return ignored(kind, 'a question without a text');
  const attributes = callAttributes({ id: `question-${index + 1}`, name: 'ask_followup_question' });
  const items = [{ id: `question-${index + 1}`, text: question }];
  const asked = scope.event({
    type: { type: 'Custom', data: { kind: CUSTOM.question } },
    blocks: textBlocks(question),
    attributes: { ...attributes, [ATTR.rawType]: kind, [ATTR.questions]: items },
  });
  const chosen = asText(field(told, 'selected'));
  if (chosen === undefined) return understood([asked]);
  const answered = scope.event({
    type: { type: 'Custom', data: { kind: CUSTOM.answer } },
    blocks: textBlocks(chosen),
    attributes: { ...attributes, [ATTR.questionIds]: items.map(({ id }) => id) },
  });
  return understood([asked, answered]);
};

/** Sub-agents (3.6x) leave no messages: a list of prompts starts them, a status that is written again tells of their ends. */
export const subagentEvents = (told: unknown, { kind, index, scope, state }: Shown): MappedRecord => {
  const prompts = asArray(field(told, 'prompts'));
  const events = prompts.slice(0, 100).map((prompt, place): Event => {
    const lane = `subagent-${index + 1}-${place + 1}`;
    state.started.set(place + 1, lane);
    return scope.event({ type: { type: 'TaskStart', data: { title: asText(prompt) ?? lane } }, lane });
  });
  const ends = asArray(field(told, 'items')).flatMap((item, place): readonly Event[] => {
    const lane = state.started.get(place + 1);
    const status = field(item, 'status');
    if (lane === undefined || (status !== 'completed' && status !== 'failed')) return [];
    state.started.delete(place + 1);
    const summary = asText(field(item, 'result')) ?? asText(field(item, 'error'));
    return [scope.event({ type: { type: 'TaskEnd', data: summary === undefined ? {} : { summary } }, lane })];
  });
  return events.length + ends.length === 0
    ? ignored(kind, 'a status of sub-agents at work')
    : understood([...events, ...ends]);
};

/** A call of an MCP server's tool, and in a message of its own the answer. */
export const mcpEvents = (text: string, { kind, index, scope, state }: Shown): MappedRecord => {
  if (kind === 'say/mcp_server_response') {
    if (state.called === undefined) return ignored(kind, 'an answer to no call');
    const id = state.called;
    state.called = undefined;
    const type = { type: 'ToolResult', data: { name: 'use_mcp_tool', is_error: false, call_id: id } } as const;
    const attributes = { ...callAttributes({ id, name: 'use_mcp_tool' }), [ATTR.rawType]: kind };
    return understood([scope.event({ type, blocks: textBlocks(text), attributes })]);
  }
  const told = parseJson(text);
  const name = [field(told, 'serverName'), field(told, 'toolName') ?? field(told, 'uri')]
    .flatMap((one) => asText(one) ?? [])
    .join('/');
  state.called = `mcp-${index + 1}`;
  const input = parseJson(asString(field(told, 'arguments')) ?? '');
  return understood([
    scope.event({
      type: { type: 'ToolCall', data: { name: name === '' ? 'use_mcp_tool' : name } },
      blocks: input === undefined ? [] : [{ type: 'Json', data: input }],
      attributes: {
        ...callAttributes({ id: state.called, name: 'use_mcp_tool' }),
        [ATTR.rawType]: kind,
        [ATTR.toolKind]: 'other',
      },
    }),
  ]);
};
