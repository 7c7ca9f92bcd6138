import { asCount, asText, field } from '../../domain/json.ts';
import { type MappedRecord, understood } from '../reading/record-fate.ts';
import { callEvent, resultEvents } from './call-events.ts';
import type { RecordScope } from './record-scope.ts';
import type { Talk } from './talk.ts';
import type { ToolCall } from './tool-call.ts';

/**
 * With `tools.codeModeOnly` (0.24) the model hands a program to `exec`, and what that calls stands in the telemetry alone:
 * with its arguments, and of what it answered only the text of an error. A command that went well has no exit status: the
 * agent also explains some away (1 of `grep`).
 */
export const isOfProgram = (event: unknown): boolean => field(event, 'source') === 'code_mode';

/** One such call, between its program's call and result. */
export const programCall = (event: unknown, talk: Talk, scope: RecordScope): MappedRecord => {
  const status = asText(field(event, 'status'));
  const call: ToolCall = {
    id: asText(field(event, 'call_id')) ?? 'call',
    name: asText(field(event, 'function_name')) ?? 'unknown',
    args: field(event, 'function_args'),
    scope,
    inner: [],
    result: {
      output: asText(field(event, 'error')) ?? '',
      is_error: false,
      status,
      was_started: field(event, 'execution_status') !== 'not_started',
      display: { diffStat: field(event, 'metadata') },
      duration_ms: asCount(field(event, 'duration_ms')),
      scope,
    },
  };
  const program = talk.batch.find(({ id, result }) => id === field(event, 'parent_call_id') && result === undefined);
  if (program === undefined) return understood([callEvent(call, talk.facts.cwd), ...resultEvents(call)]);
  program.inner.push(call);
  return understood([]);
};
