import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, at, field, isObject, type JsonObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import type { SeenIds } from '../reading/seen-ids.ts';
import { foreignKind, withForeign } from '../reading/foreign-content.ts';
import { ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import { toolUseOfCall, toolUseOfResult } from './message-tool.ts';
import { openRecord, type RecordScope, type SessionScope } from './session-scope.ts';
import { stepEvents } from './step-events.ts';
import { laneOf, taskEnd, taskStart } from './sub-agents.ts';
import { timeOf } from './times.ts';
import { callEvents, resultEvents } from './tool-events.ts';
import { toolOf } from './tool-name.ts';
import type { ToolUse } from './tool-use.ts';
import { userText, workspaceIn } from './user-text.ts';

export interface MessageContext {
  readonly scope: SessionScope;
  /** Calls that have their event: a message is stored again when there is more in it. */
  readonly calls: SeenIds;
}

/** The events of one message of the CLI: `{role, content, id?, createdAt?, providerOptions?}`. */
export const messageEvents = (message: JsonObject, id: string, context: MessageContext): MappedRecord =>
  withForeign(
    byRole(message, id, context),
    foreignKind(field(message, 'content'), (kind) => BLOCKS.has(kind)),
  );

const BLOCKS: ReadonlySet<string> = new Set([
  'text',
  'reasoning',
  'redacted-reasoning',
  'tool-call',
  'tool-result',
  'image',
  'file',
]);

const byRole = (message: JsonObject, id: string, context: MessageContext): MappedRecord => {
  const record = openRecord(context.scope, id, { at: timeOf(field(message, 'createdAt')) });
  switch (field(message, 'role')) {
    case 'system':
      return ignored('message/system', 'instructions of the agent');
    case 'user':
      return userEvents(message, id, context.scope);
    case 'assistant':
      return assistantEvents(message, id, { ...context, record });
    case 'tool':
      return understood(
        asArray(field(message, 'content')).flatMap((block, index) =>
          toolResults(block, { message, id: `${id}-${index}`, record, context }),
        ),
      );
    default:
      return unknown(`message/${asText(field(message, 'role')) ?? ''}`);
  }
};

/** Texts of a message, whether its content is one or a list of blocks. */
const textsOf = (message: unknown): readonly string[] => {
  const content = field(message, 'content');
  if (typeof content === 'string') return [content];
  return asArray(content).flatMap((block) =>
    field(block, 'type') === 'text' ? (asString(field(block, 'text')) ?? []) : [],
  );
};

const userEvents = (message: JsonObject, id: string, scope: SessionScope): MappedRecord => {
  const texts = textsOf(message);
  for (const text of texts) scope.cwd ??= workspaceIn(text);
  const read = texts.map(userText);
  const record = openRecord(scope, id, { at: read.find((one) => one.at !== undefined)?.at });
  if (at(message, 'providerOptions', 'cursor', 'isSummary') === true) {
    const type = { type: 'Custom', data: { kind: CUSTOM.compaction } } as const;
    return understood([
      record.event({ type, blocks: textBlocks(texts.join('\n')), attributes: { [ATTR.rawType]: 'user' } }),
    ]);
  }
  const typed = read.flatMap((one) => one.typed ?? []).join('\n');
  if (typed.trim() === '') return ignored('message/context', 'put in by the agent');
  const attributes = { [ATTR.rawType]: 'user', [ATTR.source]: 'typed' };
  return understood([record.event({ type: { type: 'UserMessage' }, blocks: textBlocks(typed), attributes })]);
};

type Here = MessageContext & { readonly record: RecordScope };

const assistantEvents = (message: JsonObject, id: string, here: Here): MappedRecord => {
  const content = field(message, 'content');
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : asArray(content);
  // of a message that was stored before, what stands up to its last call is known
  const known = blocks.findLastIndex((block) => here.calls.has(asText(field(block, 'toolCallId')) ?? ''));
  return understood(
    blocks.slice(known + 1).flatMap((block, index) => blockEvents(block, `${id}-${known + 1 + index}`, here)),
  );
};

const blockEvents = (block: unknown, id: string, { scope, record, calls }: Here): readonly Event[] => {
  const model = asText(at(block, 'providerOptions', 'cursor', 'modelName'));
  scope.model ??= model;
  const text = asText(field(block, 'text'));
  switch (field(block, 'type')) {
    case 'text': {
      const attributes = { [ATTR.rawType]: 'assistant', [ATTR.model]: model };
      return text === undefined
        ? []
        : [record.event({ type: { type: 'AgentMessage' }, blocks: textBlocks(text), attributes })];
    }
    case 'reasoning':
      return text === undefined
        ? []
        : [
            record.event({
              type: { type: 'Thinking' },
              blocks: textBlocks(text),
              attributes: { [ATTR.rawType]: 'reasoning' },
            }),
          ];
    case 'tool-call': {
      const use = toolUseOfCall(block, id);
      calls.add(use.call_id);
      scope.tools.set(use.call_id, { name: use.name, input: use.input });
      const started = toolOf(use.name) === 'task' ? [taskStart(use, laneOf(use, scope))] : [];
      return [...callEvents(use, record, scope), ...started];
    }
    default:
      return []; // `redacted-reasoning`: opaque
  }
};

interface Place {
  readonly message: JsonObject;
  readonly id: string;
  readonly record: RecordScope;
  readonly context: MessageContext;
}

const toolResults = (block: unknown, { message, id, record, context }: Place): readonly Event[] => {
  if (!isObject(block) || field(block, 'type') !== 'tool-result') return [];
  const { scope } = context;
  const own = toolUseOfCall(block, id);
  const known = scope.tools.get(own.call_id);
  const call: ToolUse = { ...own, name: known?.name ?? own.name, input: known?.input };
  const use = toolUseOfResult(block, message, call);
  const ended = toolOf(use.name) === 'task' ? subAgentEvents(use, scope) : [];
  return [...ended, ...resultEvents(use, record)];
};

const subAgentEvents = (use: ToolUse, scope: SessionScope): readonly Event[] => {
  const lane = laneOf(use, scope);
  const steps = stepEvents(field(use.payload, 'conversationSteps'), lane);
  return use.state === 'done' ? [...steps, taskEnd(use, lane, undefined)] : steps;
};
