import { asCount, asText, at, field, type JsonObject } from '../../domain/json.ts';
import { readParts } from '../gemini/parts.ts';
import { withForeign } from '../reading/foreign-content.ts';
import { isSameJson } from '../reading/is-same-json.ts';
import { ignored, type MappedRecord, understood } from '../reading/record-fate.ts';
import type { RecordScope } from './record-scope.ts';
import type { Measured, Talk } from './talk.ts';
import { resultEvents } from './call-events.ts';
import { calledByProgram, joinedResult } from './code-mode.ts';
import type { ToolCall, ToolResult } from './tool-call.ts';

/**
 * A `tool_result` record: one or more function responses, and the agent's own account of the call. The result joins its
 * call, which waits for it; one whose call is not waiting stands for itself.
 */
export const mapResult = (record: JsonObject, talk: Talk, scope: RecordScope): MappedRecord => {
  const { responses, texts, foreign } = readParts(at(record, 'message', 'parts'));
  const told = field(record, 'toolCallResult');
  const callId = asText(field(told, 'callId'));
  const [response] = responses;
  const id = callId ?? response?.id;
  if (id === undefined && response === undefined) return withForeign(ignored('tool_result', 'names no call'), foreign);
  const alone: ToolCall = { id: id ?? 'result', name: response?.name ?? 'unknown', args: undefined, scope, inner: [] };
  const waiting =
    talk.batch.find((one) => one.id === id && one.result === undefined) ?? calledByProgram(record, alone, talk);
  const call = waiting ?? alone;
  const recorded = {
    output: response?.output ?? texts.join('\n'),
    is_error: response?.is_error ?? false,
    status: asText(field(told, 'status')),
    display: field(told, 'resultDisplay'),
    duration_ms:
      asCount(field(told, 'durationMs')) ?? (call.result === undefined ? measured(call, talk.measured) : undefined),
    scope,
  } satisfies ToolResult;
  call.result = call.result === undefined ? recorded : joinedResult(recorded, call.result);
  return withForeign(understood(waiting === undefined ? resultEvents(call) : []), foreign);
};

/** The telemetry names no call, but tools are told there in the order of their results, with their arguments. */
const measured = (call: ToolCall, waiting: Measured[]): number | undefined => {
  const args = call.args ?? {};
  const index = waiting.findIndex((one) => one.name === call.name && isSameJson(one.args, args));
  return index === -1 ? undefined : waiting.splice(index, 1)[0]?.duration_ms;
};
