import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asCount, asString, asText, at, field, type JsonObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { acceptedEdits, type AcceptedBlocks } from './accepted-edits.ts';
import { type ReadContent, toolUseOfBubble } from './bubble-tool.ts';
import type { StoredBubble } from './conversation.ts';
import { BROKEN, ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import { openRecord, type RecordScope, type SessionScope } from './session-scope.ts';
import { timeOf } from './times.ts';
import { callEvents, resultEvents } from './tool-events.ts';
import { toolOf } from './tool-name.ts';
import type { ToolUse } from './tool-use.ts';
import { userText } from './user-text.ts';

export interface BubbleContext {
  readonly scope: SessionScope;
  readonly content: ReadContent;
  readonly accepted: AcceptedBlocks;
  /** Hears of a task that was handed to a sub-agent. */
  readonly delegate: (use: ToolUse) => void;
}

/** The events of one message of the IDE: a prompt, or a step of the answer (thought, text, use of a tool). */
export const bubbleEvents = (bubble: StoredBubble, context: BubbleContext): MappedRecord => {
  if (bubble.left === true) return ignored('bubble/left', 'a row that the conversation does not name any more');
  if (bubble.data === 'empty') return ignored('bubble/empty', 'a message without a row, or a row without a value');
  if (bubble.data === undefined) return BROKEN;
  const { data } = bubble;
  const record = openRecord(context.scope, bubble.id, { at: bubbleTime(data) });
  const type = field(data, 'type');
  if (type === 1 || type === 'user') return promptEvents(data, record);
  if (type === 2 || type === 'ai' || type === 'assistant') return answerEvents(bubble.id, data, { ...context, record });
  return unknown(`bubble/${String(asCount(type) ?? asText(type) ?? '')}`);
};

/** `createdAt` (0.50 and later), else when the request was sent. `clientStartTime` is a clock of the program's own. */
const bubbleTime = (data: unknown): string | undefined =>
  timeOf(field(data, 'createdAt')) ??
  timeOf(at(data, 'timingInfo', 'clientRpcSendTime')) ??
  timeOf(at(data, 'timingInfo', 'clientEndTime'));

const promptEvents = (data: unknown, record: RecordScope): MappedRecord => {
  const { typed } = userText(asString(field(data, 'text')) ?? asString(field(data, 'rawText')) ?? '');
  if (typed === undefined) return ignored('bubble/no-text', 'a prompt without a text');
  const attributes = { [ATTR.rawType]: 'user', [ATTR.source]: 'typed' };
  return understood([record.event({ type: { type: 'UserMessage' }, blocks: textBlocks(typed), attributes })]);
};

type Answering = BubbleContext & { readonly record: RecordScope };

const answerEvents = (id: string, data: JsonObject, here: Answering): MappedRecord => {
  const { scope, record } = here;
  const model = asText(at(data, 'modelInfo', 'modelName')) ?? asText(field(data, 'modelType'));
  if (model !== undefined && model !== 'default') scope.model ??= model;
  const events = [
    ...thinkingEvents(data, record),
    ...textEvents(data, record, model),
    ...toolEvents(id, data, here),
    ...acceptedEdits(data, here.accepted, here),
    ...errorEvents(data, record),
  ];
  return events.length === 0 && field(data, 'tokenCount') === undefined
    ? ignored('bubble/no-text', 'a step of the answer that shows nothing')
    : understood(withTokens(events, field(data, 'tokenCount'), record));
};

const thinkingEvents = (data: JsonObject, record: RecordScope): readonly Event[] => {
  const own = asText(at(data, 'thinking', 'text')) ?? asText(field(data, 'thinking'));
  const all = asArray(field(data, 'allThinkingBlocks')).flatMap((block) => asText(field(block, 'text')) ?? []);
  const texts = own === undefined ? all : [own];
  const duration_ms = asCount(field(data, 'thinkingDurationMs'));
  return texts.map((text) =>
    record.event({
      type: { type: 'Thinking' },
      blocks: textBlocks(text),
      attributes: { [ATTR.rawType]: 'thinking' },
      duration_ms,
    }),
  );
};

const textEvents = (data: JsonObject, record: RecordScope, model: string | undefined): readonly Event[] => {
  const text = asText(field(data, 'text')) ?? asText(field(data, 'rawText'));
  if (text === undefined) return [];
  const attributes = { [ATTR.rawType]: 'assistant', [ATTR.model]: model };
  return [record.event({ type: { type: 'AgentMessage' }, blocks: textBlocks(text), attributes })];
};

const toolEvents = (
  id: string,
  data: JsonObject,
  { record, scope, content, delegate }: Answering,
): readonly Event[] => {
  const use = toolUseOfBubble(field(data, 'toolFormerData'), id, content);
  if (use === undefined) return [];
  if (toolOf(use.name) === 'task') delegate(use);
  return [...callEvents(use, record, scope), ...resultEvents(use, record)];
};

const errorEvents = (data: JsonObject, record: RecordScope): readonly Event[] => {
  const details = field(data, 'errorDetails');
  const reason =
    asText(field(details, 'message')) ?? asText(field(details, 'error')) ?? asText(at(details, 'error', 'message'));
  if (reason === undefined) return [];
  return [
    record.event({
      type: { type: 'Custom', data: { kind: 'error' } },
      attributes: { [ATTR.rawType]: 'error', [ATTR.reason]: reason },
    }),
  ];
};

/** `{inputTokens, outputTokens}` of the request, both 0 where the IDE was not told. It does not say what was cached. */
const withTokens = (events: readonly Event[], tokens: unknown, record: RecordScope): readonly Event[] => {
  const counted = {
    [ATTR.inputTokens]: asCount(field(tokens, 'inputTokens')) ?? 0,
    [ATTR.outputTokens]: asCount(field(tokens, 'outputTokens')) ?? 0,
  };
  if (Object.values(counted).every((count) => count === 0)) return events;
  const [first, ...rest] = events;
  if (first !== undefined) return [{ ...first, attributes: { ...first.attributes, ...counted } }, ...rest];
  return [record.event({ type: { type: 'Custom', data: { kind: CUSTOM.tokenCount } }, attributes: counted })];
};
