import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, at, field, isObject } from '../../domain/json.ts';
import type { Event, Origin } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { foreignKind, withForeign } from '../reading/foreign-content.ts';
import { BROKEN, ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import { toolUseOfCall, toolUseOfResult } from './message-tool.ts';
import { openRecord, type RecordScope, type SessionScope } from './session-scope.ts';
import { timeOf } from './times.ts';
import { callEvents, resultEvents } from './tool-events.ts';
import { toolOf } from './tool-name.ts';
import type { ToolUse } from './tool-use.ts';
import { userText, withoutRedacted } from './user-text.ts';

/** What is known of a transcript while it is read. */
export interface Transcript {
  readonly scope: SessionScope;
  /** Lines so far: they have no ids. */
  lines: number;
  /** Ids of calls that wait for a result, oldest first: a call mostly has no id of its own, and a result seldom comes. */
  readonly waiting: string[];
  first: string | undefined;
  /** Tasks that were handed over in the line that is being mapped. */
  readonly handed: ToolUse[];
  delegate: (use: ToolUse) => void;
}

export const startTranscript = (scope: SessionScope): Transcript => ({
  scope,
  lines: 0,
  waiting: [],
  handed: [],
  first: undefined,
  delegate: () => {},
});

/** Events of a line as they go out: a lane is opened behind the call that it was handed over in. */
export function* handingOver(events: readonly Event[], transcript: Transcript): Generator<Event> {
  for (const event of events) {
    yield event;
    for (const use of event.event_type.type === 'ToolCall' ? transcript.handed.splice(0) : []) transcript.delegate(use);
  }
}

/** Calls that are kept waiting at most. */
const MAX_WAITING = 1000;

/** The person's text in a line, of a sub-agent what it was asked. */
export const promptIn = (line: unknown): string | undefined =>
  field(line, 'role') === 'user'
    ? blocksOf(line).flatMap((block) => userText(asString(field(block, 'text')) ?? '').typed ?? [])[0]
    : undefined;

/** The events of one line: `{role, message: {content: [{type, …}]}}`, or `{type: "turn_ended", status}`. */
export const lineEvents = (line: unknown, transcript: Transcript, origin: Origin | undefined): MappedRecord => {
  const number = ++transcript.lines;
  if (!isObject(line)) return BROKEN;
  const { scope } = transcript;
  const written = timeOf(field(line, 'timestamp')) ?? timeOf(field(line, 'createdAt'));
  const role = field(line, 'role');
  if (role === undefined)
    return turnEvents(line, openRecord(scope, `line-${number}`, { at: written, ...withOrigin(origin) }));
  const blocks = blocksOf(line);
  const told =
    role === 'user' ? blocks.flatMap((block) => userText(asString(field(block, 'text')) ?? '').at ?? [])[0] : undefined;
  const record = openRecord(scope, `line-${number}`, { at: written ?? told, ...withOrigin(origin) });
  transcript.first ??= written ?? told;
  const here = { transcript, record, line: number };
  const foreign = foreignKind(blocks, (kind) => BLOCKS.has(kind));
  if (role === 'user') {
    const events = blocks.flatMap((block) => userBlock(block, here));
    return withForeign(madeOf(events, 'line/context'), foreign);
  }
  if (role === 'assistant') {
    const events = blocks.flatMap((block, index) => agentBlock(block, index, here));
    return withForeign(madeOf(events, 'line/redacted'), foreign);
  }
  return role === 'system'
    ? ignored('line/system', 'instructions of the agent')
    : unknown(`line/${asText(role) ?? ''}`);
};

const BLOCKS: ReadonlySet<string> = new Set([
  'text',
  'thinking',
  'redacted_thinking',
  'tool_use',
  'tool_result',
  'image',
]);

const withOrigin = (origin: Origin | undefined): { readonly origin?: Origin } =>
  origin === undefined ? {} : { origin };

const madeOf = (events: readonly Event[], type: string): MappedRecord =>
  events.length === 0 ? ignored(type, 'context of the agent, or withheld reasoning alone') : understood(events);

const blocksOf = (line: unknown): readonly unknown[] => {
  const content = at(line, 'message', 'content') ?? field(line, 'content') ?? field(line, 'message');
  return typeof content === 'string' ? [{ type: 'text', text: content }] : asArray(content);
};

const turnEvents = (line: unknown, record: RecordScope): MappedRecord => {
  const type = asText(field(line, 'type')) ?? '';
  if (type !== 'turn_ended') return unknown(`line/${type}`);
  const status = asText(field(line, 'status')) ?? '';
  if (!/abort|cancel|interrupt/i.test(status)) return ignored('line/turn_ended', 'the end of a turn');
  const attributes = { [ATTR.rawType]: type, [ATTR.reason]: status };
  return understood([record.event({ type: { type: 'Custom', data: { kind: CUSTOM.turnAborted } }, attributes })]);
};

interface Here {
  readonly transcript: Transcript;
  readonly record: RecordScope;
  readonly line: number;
}

const userBlock = (block: unknown, { transcript, record }: Here): readonly Event[] => {
  if (field(block, 'type') === 'tool_result') return resultOf(block, transcript, record);
  const { typed } = userText(asString(field(block, 'text')) ?? '');
  const attributes = { [ATTR.rawType]: 'user', [ATTR.source]: 'typed' };
  return typed === undefined
    ? []
    : [record.event({ type: { type: 'UserMessage' }, blocks: textBlocks(typed), attributes })];
};

const agentBlock = (block: unknown, index: number, { transcript, record, line }: Here): readonly Event[] => {
  switch (field(block, 'type')) {
    case 'text': {
      const text = withoutRedacted(asString(field(block, 'text')) ?? '');
      return text === ''
        ? []
        : [
            record.event({
              type: { type: 'AgentMessage' },
              blocks: textBlocks(text),
              attributes: { [ATTR.rawType]: 'assistant' },
            }),
          ];
    }
    case 'thinking': {
      const text = withoutRedacted(asString(field(block, 'thinking')) ?? asString(field(block, 'text')) ?? '');
      return text === ''
        ? []
        : [
            record.event({
              type: { type: 'Thinking' },
              blocks: textBlocks(text),
              attributes: { [ATTR.rawType]: 'thinking' },
            }),
          ];
    }
    case 'tool_use':
      return callOf(block, `line-${line}-${index}`, { transcript, record, line });
    default:
      return [];
  }
};

const callOf = (block: unknown, fallback: string, { transcript, record }: Here): readonly Event[] => {
  const shaped = { toolCallId: field(block, 'id'), toolName: field(block, 'name'), args: field(block, 'input') };
  const use = toolUseOfCall(shaped, fallback);
  transcript.scope.tools.set(use.call_id, { name: use.name, input: use.input });
  transcript.waiting.push(use.call_id);
  if (transcript.waiting.length > MAX_WAITING) transcript.waiting.shift();
  if (toolOf(use.name) === 'task') transcript.handed.push(use);
  return callEvents(use, record, transcript.scope);
};

const resultOf = (block: unknown, { scope, waiting }: Transcript, record: RecordScope): readonly Event[] => {
  const named = asText(field(block, 'tool_use_id')) ?? '';
  const id = scope.tools.get(named) === undefined ? (waiting.shift() ?? named) : named;
  const at = waiting.indexOf(id);
  if (at !== -1) waiting.splice(at, 1);
  const known = scope.tools.get(id);
  const call: ToolUse = { ...toolUseOfCall({ toolCallId: id, toolName: known?.name }, id), input: known?.input };
  const isError = field(block, 'is_error');
  return resultEvents(toolUseOfResult({ result: field(block, 'content'), isError }, undefined, call), record);
};
