import { asCount, asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import { type MappedRecord, understood } from '../reading/record-fate.ts';
import { callEvent, resultEvents } from './call-events.ts';
import type { RecordScope } from './record-scope.ts';
import type { Talk } from './talk.ts';
import type { ToolCall, ToolResult } from './tool-call.ts';

/**
 * With `tools.codeModeOnly` (0.24) the model hands a program to `exec`, and what that calls stands in the telemetry:
 * with its arguments, and of what it answered only the text of an error. A command that went well has no exit status: the
 * agent also explains some away (1 of `grep`). In a turn with a goal (after 0.24) the result has a record of its own, too.
 */
export const isOfProgram = (event: unknown): boolean => field(event, 'source') === 'code_mode';

/** One such call, between its program's call and result. What is told again is not done again. */
export const programCall = (event: unknown, talk: Talk, scope: RecordScope): MappedRecord => {
  const id = asText(field(event, 'call_id'));
  const args = field(event, 'function_args') ?? {};
  const result = toldResult(event, scope);
  const known = id === undefined ? undefined : talk.called.get(id);
  if (known?.args !== undefined) return understood([]);
  if (known !== undefined) {
    known.args = args;
    known.result = known.result === undefined ? result : joinedResult(known.result, result);
    return understood([]);
  }
  const name = asText(field(event, 'function_name')) ?? 'unknown';
  const call: ToolCall = { id: id ?? 'call', name, args, scope, inner: [], result };
  const program = programOf(asText(field(event, 'parent_call_id')), talk);
  if (program === undefined) return understood([callEvent(call, talk.facts.cwd), ...resultEvents(call)]);
  program.inner.push(call);
  if (id !== undefined) talk.called.set(id, call);
  return understood([]);
};

const toldResult = (event: unknown, scope: RecordScope): ToolResult => ({
  output: asText(field(event, 'error')) ?? '',
  is_error: false,
  status: asText(field(event, 'status')),
  was_started: field(event, 'execution_status') !== 'not_started',
  display: { diffStat: field(event, 'metadata') },
  duration_ms: asCount(field(event, 'duration_ms')),
  scope,
});

/** The call that the record of a program's call answers; the telemetry may tell of it later. */
export const calledByProgram = (
  record: JsonObject,
  { id, name, scope }: Pick<ToolCall, 'id' | 'name' | 'scope'>,
  talk: Talk,
): ToolCall | undefined => {
  const known = talk.called.get(id);
  if (known !== undefined || field(record, 'subtype') !== 'code_mode_tool_result') return known;
  const program = programOf(/^(.+):code:\d+$/s.exec(id)?.[1], talk);
  if (program === undefined) return undefined;
  const call: ToolCall = { id, name, args: undefined, scope, inner: [] };
  program.inner.push(call);
  talk.called.set(id, call);
  return call;
};

/** What a record says of a result, and what the telemetry alone says of it. */
export const joinedResult = (recorded: ToolResult, told: ToolResult): ToolResult => ({
  ...recorded,
  ...(told.was_started === undefined ? {} : { was_started: told.was_started }),
  display: isObject(recorded.display) ? recorded.display : told.display,
  duration_ms: recorded.duration_ms ?? told.duration_ms,
});

const programOf = (id: string | undefined, { batch }: Talk): ToolCall | undefined =>
  batch.find((call) => call.id === id && call.result === undefined);
