import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asText, at, field, isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { toolUseOfCall, toolUseOfResult } from './message-tool.ts';
import { openRecord, type RecordScope, type SessionScope } from './session-scope.ts';
import { callEvents, resultEvents } from './tool-events.ts';

/**
 * What a sub-agent of the CLI did, as its result tells (2026): a list of `{thinkingMessage: {text}}`,
 * `{assistantMessage: {text}}` and `{toolCall: {shellToolCall: {args, result: {success: …}}}}`.
 */
export const stepEvents = (steps: unknown, lane: SessionScope): readonly Event[] =>
  asArray(steps).flatMap((step, index) => {
    const record = openRecord(lane, `step-${index}`, { at: undefined });
    const thought = asText(at(step, 'thinkingMessage', 'text'));
    const said = asText(at(step, 'assistantMessage', 'text'));
    return [
      ...(thought === undefined ? [] : [spoken('Thinking', thought, record)]),
      ...(said === undefined ? [] : [spoken('AgentMessage', said, record)]),
      ...toolEvents(field(step, 'toolCall'), index, { lane, record }),
    ];
  });

const spoken = (type: 'Thinking' | 'AgentMessage', text: string, record: RecordScope): Event =>
  record.event({ type: { type }, blocks: textBlocks(text), attributes: { [ATTR.rawType]: 'conversationSteps' } });

interface Here {
  readonly lane: SessionScope;
  readonly record: RecordScope;
}

const toolEvents = (call: unknown, index: number, { lane, record }: Here): readonly Event[] => {
  const name = isObject(call) ? Object.keys(call).find((key) => key.endsWith('ToolCall')) : undefined;
  if (name === undefined) return [];
  const id = `${lane.lane ?? ''}-${index}`;
  const use = toolUseOfCall(
    { toolCallId: id, toolName: name.replace(/ToolCall$/, ''), args: at(call, name, 'args') },
    id,
  );
  const output = at(call, name, 'result');
  if (!isObject(output)) return callEvents(use, record, lane);
  const told = { providerOptions: { cursor: { highLevelToolCallResult: { output } } } };
  const result = toolUseOfResult({ result: textIn(output) }, told, use);
  return [...callEvents(use, record, lane), ...resultEvents(result, record)];
};

const textIn = (output: unknown): string =>
  [at(output, 'success'), at(output, 'failure'), at(output, 'error')]
    .flatMap((part) => [asText(field(part, 'stdout')), asText(field(part, 'stderr')), asText(field(part, 'error'))])
    .filter((text) => text !== undefined)
    .join('\n');
