import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { isObject } from '../../domain/json.ts';
import { asText, field } from '../../domain/json.ts';
import type { Block, Event, EventType } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { kindOfCall } from '../reading/kind-of-call.ts';
import { languageOf } from '../reading/language-of.ts';
import type { Here } from './conversation.ts';
import { fileFacts, fullText, writtenFacts } from './file-call.ts';
import { planEvents } from './plan.ts';
import { eventTypeOf, inputText, isDelegation, readCall, type ToolCall } from './tool-call.ts';
import { exitOf, readResult, type ToolResult } from './tool-result.ts';

/** The events of a `toolRequest` or `frontendToolRequest`. */
export const callEvents = (content: unknown, here: Here, place: number): readonly Event[] => {
  const { talk, record } = here;
  const call = readCall(content, `call-${here.message}-${place}`);
  talk.calls.set(call.id, call);
  const plan = call.failed === undefined ? planEvents(call, record) : undefined;
  if (plan !== undefined) return plan;
  const type = eventTypeOf(call, talk.cwd);
  const isFile = type.type === 'FileCreate' || type.type === 'FileEdit';
  const event = record.event({
    type,
    blocks: callBlocks(call, type),
    attributes: {
      ...joins(call),
      [ATTR.rawType]: asText(field(content, 'type')),
      [ATTR.toolKind]: isDelegation(call) ? 'task' : kindOfCall(type, call.tool),
      [ATTR.noEffect]: call.failed === undefined ? undefined : true,
      ...(isFile ? fileFacts(call) : {}),
    },
  });
  return [event, ...laneStart(call, here)];
};

const callBlocks = (call: ToolCall, type: EventType): readonly Block[] => {
  if (call.failed !== undefined) return textBlocks(call.failed);
  if (type.type === 'ShellCommand') return [{ type: 'Code', code: type.data.command, language: 'bash' }];
  const whole = type.type === 'FileCreate' ? fullText(call) : undefined;
  if (whole !== undefined && type.type === 'FileCreate') {
    const language = languageOf(type.data.path);
    return [{ type: 'Code', code: whole, ...(language === undefined ? {} : { language }) }];
  }
  return isObject(call.input) ? [{ type: 'Json', data: call.input }] : [];
};

const joins = (call: ToolCall): { readonly [key: string]: unknown } => ({
  [ATTR.callId]: call.id,
  [ATTR.toolName]: call.name,
});

/** A sub-agent's lane, where it has no session of its own in the store: its task and its answer are all there is. */
const laneStart = (call: ToolCall, { talk, record }: Here): readonly Event[] => {
  if (!hasBareLane(call, talk.has_children)) return [];
  const task = inputText(call, 'instructions', 'source', 'task');
  const title = task === undefined ? {} : { title: task };
  return [record.event({ type: { type: 'TaskStart', data: title }, lane: call.id })];
};

const hasBareLane = (call: ToolCall, hasChildren: boolean): boolean =>
  isDelegation(call) && call.failed === undefined && !hasChildren;

/** The events of a `toolResponse`. */
export const resultEvents = (content: unknown, here: Here): readonly Event[] => {
  const { talk, record } = here;
  const id = asText(field(content, 'id')) ?? 'unknown';
  const call = talk.calls.get(id) ?? { id, name: 'unknown', tool: 'unknown', input: undefined, failed: undefined };
  const result = readResult(content);
  const exit = exitOf(call, result);
  const noEffect = hadNoEffect(call, result);
  const events = [
    record.event({
      type: { type: 'ToolResult', data: { name: call.name, is_error: result.is_error || result.refused, call_id: id } },
      blocks: [...textBlocks(result.text), ...result.images],
      attributes: {
        ...joins(call),
        [ATTR.rawType]: 'toolResponse',
        [ATTR.noEffect]: noEffect ? true : undefined,
        [ATTR.exitCode]: exit?.code,
        [ATTR.exitSource]: exit?.source,
        ...writtenFacts(call, result),
      },
    }),
  ];
  if (hasBareLane(call, talk.has_children) && !noEffect) {
    events.push(record.event({ type: { type: 'TaskEnd', data: { summary: result.text } }, lane: id }));
  }
  return result.interrupted ? [...events, interruption(here)] : events;
};

/** Refused, or no call at all. A command that came to an error may have done something before. */
const hadNoEffect = (call: ToolCall, result: ToolResult): boolean =>
  result.refused || call.failed !== undefined || (result.is_error && call.tool !== 'shell');

const interruption = ({ record }: Here): Event => {
  const attributes = { [ATTR.rawType]: 'toolResponse', [ATTR.reason]: 'interrupted by the person' };
  return record.event({ type: { type: 'Custom', data: { kind: CUSTOM.turnAborted } }, attributes });
};
