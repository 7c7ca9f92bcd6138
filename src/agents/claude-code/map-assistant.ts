import { ATTR } from '../../domain/event-attributes.ts';
import { asString, asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import type { Block } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { toolKind } from '../reading/tool-kind.ts';
import { blockText, otherBlock, withContent } from './blocks.ts';
import { PLAN_TOOLS } from './plan.ts';
import { emitQuestions } from './questions.ts';
import { emit, put, UNDERSTOOD, type At, type Fate } from './record.ts';
import { mapToolResult } from './map-tool-result.ts';
import { readsShell } from './background-shell.ts';
import { draftCall, isBackground } from './tool-call.ts';
import { payUnpaid } from './unpaid.ts';
import { takeOwed, type MessageName } from './usage.ts';

/** One line of the agent's answer: a message is several lines, each with one block. */
export const mapAssistant = (at: At): Fate => {
  const message = field(at.record, 'message');
  const content = field(message, 'content');
  if (typeof content !== 'string' && !Array.isArray(content)) return { type: 'assistant without content' };
  if (isNotice(at.record, message)) return mapNotice(at, content);
  const model = asText(field(message, 'model'));
  if (at.lane.task === null) {
    at.state.facts.model ??= model;
    at.state.queue.agentSpoke();
  }
  const count = at.state.usage.saw(messageName(at, message), message);
  if (at.lane.unpaid !== undefined && at.lane.unpaid.count !== count) at.out.push(...payUnpaid(at.lane));
  const first = at.out.length;
  if (typeof content === 'string') say(at, content);
  else for (const block of content) mapBlock(at, block);
  const event = at.out[first];
  if (event === undefined) {
    at.lane.unpaid = { count, id: `${at.id}#tokens`, time: at.time, origin: at.origin };
    return { type: 'assistant', reason: 'thinking that the log does not hold' };
  }
  // a line without an event is paid here, by the next line of its message
  at.lane.unpaid = undefined;
  put(event.attributes, { [ATTR.model]: model });
  put(event.attributes, takeOwed(count));
  return withContent(UNDERSTOOD, content);
};

const messageName = (at: At, message: unknown): MessageName => ({
  id: asText(field(message, 'id')) ?? at.id,
  request: asString(field(at.record, 'requestId')) ?? '',
});

/** The client's own words (`API Error: 529 …`, `No response requested.`), not the model's. */
const isNotice = (record: JsonObject, message: unknown): boolean =>
  field(message, 'model') === '<synthetic>' || field(record, 'isApiErrorMessage') === true;

const mapNotice = (at: At, content: string | readonly unknown[]): Fate => {
  const texts = typeof content === 'string' ? [content] : content.flatMap((block) => blockText(block) ?? []);
  const reason = field(at.record, 'isApiErrorMessage') === true ? 'api_error' : 'notice';
  emit(
    at,
    { type: 'SystemMessage' },
    {
      blocks: texts.flatMap(textBlocks),
      attributes: { [ATTR.rawType]: 'assistant/synthetic', [ATTR.source]: 'injected', [ATTR.reason]: reason },
    },
  );
  return UNDERSTOOD;
};

const mapBlock = (at: At, block: unknown): void => {
  const type = asString(field(block, 'type'));
  if (type === 'tool_use' || type === 'server_tool_use') return mapCall(at, block);
  if (type === 'thinking') return think(at, asString(field(block, 'thinking')) ?? '');
  const text = blockText(block);
  if (text !== undefined) return say(at, text);
  if (type?.endsWith('_tool_result') === true) return mapToolResult(at, block, undefined);
  // encrypted thinking holds no text; a fallback names the model that went on, as the next line does
  if (type === 'redacted_thinking' || type === 'fallback') return;
  emit(
    at,
    { type: 'AgentMessage' },
    { blocks: [otherBlock(block)], attributes: { [ATTR.rawType]: type ?? 'unknown' } },
  );
};

const say = (at: At, text: string): void => {
  const blocks = textBlocks(text);
  if (blocks.length === 0) return;
  // the session's own lane has no end that would say it again
  if (at.lane.task !== null) at.lane.lastText = text;
  emit(at, { type: 'AgentMessage' }, { blocks, attributes: { [ATTR.rawType]: 'text' } });
};

const think = (at: At, text: string): void => {
  const blocks = textBlocks(text);
  if (blocks.length > 0) emit(at, { type: 'Thinking' }, { blocks, attributes: { [ATTR.rawType]: 'thinking' } });
};

const mapCall = (at: At, block: unknown): void => {
  const name = asText(field(block, 'name')) ?? 'unknown';
  const callId = asText(field(block, 'id'));
  const given = field(block, 'input');
  const input = isObject(given) ? given : {};
  const kind = isDelegation(name) ? 'task' : toolKind(name);
  const draft = isDelegation(name) ? undefined : draftCall(name, input);
  const type = draft?.type ?? { type: 'ToolCall', data: { name } };
  emit(at, type, {
    blocks: draft?.blocks ?? delegationBlocks(input),
    attributes: {
      [ATTR.rawType]: 'tool_use',
      [ATTR.callId]: callId,
      [ATTR.toolKind]: kind,
      [ATTR.toolName]: type.type === 'ToolCall' ? undefined : name,
      [ATTR.shellCwd]: type.type === 'ShellCommand' ? changedCwd(at) : undefined,
      ...draft?.attributes,
    },
  });
  if (callId !== undefined) noteCall(at, { name, callId, kind, input });
  if (name === 'AskUserQuestion') emitQuestions(at, { callId, input });
};

/** `Agent` since 2.1.6x, `Task` before. */
const isDelegation = (name: string): boolean => name === 'Agent' || name === 'Task';

const delegationBlocks = (input: JsonObject): readonly Block[] => [
  ...textBlocks(asText(field(input, 'description'))),
  ...textBlocks(asString(field(input, 'prompt'))),
];

const changedCwd = (at: At): string | undefined => {
  const cwd = asText(field(at.record, 'cwd'));
  return cwd === at.state.facts.cwd ? undefined : cwd;
};

interface Noted {
  readonly name: string;
  readonly callId: string;
  readonly kind: ReturnType<typeof toolKind>;
  readonly input: JsonObject;
}

const noteCall = (at: At, { name, callId, kind, input }: Noted): void => {
  const needsInput = PLAN_TOOLS.has(name) || name === 'AskUserQuestion' || readsShell(name);
  at.state.calls.set(callId, { name, kind, background: isBackground(input), ...(needsInput ? { input } : {}) });
  if (!isDelegation(name)) return;
  const title = asText(field(input, 'description')) ?? asText(field(input, 'subagent_type'));
  const prompt = asText(field(input, 'prompt'));
  if (prompt !== undefined) at.state.delegations.called(prompt, { callId, title });
};
