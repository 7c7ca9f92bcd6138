import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asCount, asText, field } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { ignored, type MappedRecord, understood } from '../reading/record-fate.ts';
import { isOfProgram, programCall } from './code-mode.ts';
import { inLane, type RecordScope } from './record-scope.ts';
import type { Talk } from './talk.ts';
import { isDelegation, type ToolCall } from './tool-call.ts';
import { tokensOf } from './tokens.ts';

/**
 * A `ui_telemetry` record. It repeats what other records hold, but for the durations of tools, failed requests, what a
 * program calls (code-mode.ts), and the work of sub-agents: those that run while the agent waits leave no log of their own.
 */
export const mapTelemetry = (event: unknown, talk: Talk, scope: RecordScope): MappedRecord => {
  const name = asText(field(event, 'event.name')) ?? '';
  if (name.endsWith('.tool_call')) return toolRun(event, talk, scope);
  if (name.endsWith('.api_response') && asText(field(event, 'subagent_name')) !== undefined) {
    return backgroundTokens(event, talk, scope);
  }
  if (!name.endsWith('.api_error')) return ignored('system/ui_telemetry', 'telemetry of what other records hold');
  const text = asText(field(event, 'error_message')) ?? asText(field(event, 'error'));
  const attributes = { [ATTR.rawType]: 'system/ui_telemetry', [ATTR.source]: 'notice' };
  return understood([scope.event({ type: { type: 'SystemMessage' }, blocks: textBlocks(text), attributes })]);
};

/** Tools that wait for their results are few; what belongs to none is forgotten. */
const MAX_MEASURED = 64;
/** Bytes of a record that is remembered: of a longer one no more than a duration is lost. */
const MAX_BYTES = 256 * 1024;

const toolRun = (event: unknown, talk: Talk, scope: RecordScope): MappedRecord => {
  const worker = /^[^#]+#([^#]+)#\d+$/.exec(asText(field(event, 'prompt_id')) ?? '')?.[1];
  const name = asText(field(event, 'function_name')) ?? 'unknown';
  const args = field(event, 'function_args');
  const duration = asCount(field(event, 'duration_ms'));
  if (worker === undefined && isOfProgram(event)) return programCall(event, talk, scope);
  if (worker === undefined) {
    if (scope.bytes > MAX_BYTES) return understood([]);
    talk.measured.push({ name, args: args ?? {}, duration_ms: duration });
    if (talk.measured.length > MAX_MEASURED) talk.measured.shift();
    return understood([]);
  }
  const call = waitingFor(worker, talk.batch);
  if (call === undefined) return ignored('system/ui_telemetry', 'telemetry of what other records hold');
  const lane = inLane(scope, call.id);
  const status = asText(field(event, 'status'));
  const display = { diffStat: field(event, 'metadata') };
  const result = { output: '', is_error: false, status, display, duration_ms: duration, scope: lane };
  call.inner.push({ id: `${call.id}:${call.inner.length + 1}`, name, args, scope: lane, inner: [], result });
  return understood([]);
};

/** The call that waits for a sub-agent, known by the name that the telemetry gives it; a new name is the next one's. */
const waitingFor = (worker: string, batch: readonly ToolCall[]): ToolCall | undefined => {
  const waiting = batch.filter(
    (call) => isDelegation(call) && call.result === undefined && field(call.args, 'run_in_background') !== true,
  );
  const found = waiting.find((call) => call.worker === worker) ?? waiting.find((call) => call.worker === undefined);
  if (found !== undefined) found.worker = worker;
  return found;
};

/** Of a sub-agent that the agent waits for the end tells the sum. */
const backgroundTokens = (event: unknown, talk: Talk, scope: RecordScope): MappedRecord => {
  const worker = /^[^#]+#([^#]+)#\d+$/.exec(asText(field(event, 'prompt_id')) ?? '')?.[1];
  const isWaitedFor = worker !== undefined && waitingFor(worker, talk.batch) !== undefined;
  const count = (name: string): number => asCount(field(event, `${name}_token_count`)) ?? 0;
  const tokens = tokensOf({
    prompt: count('input'),
    cached: asCount(field(event, 'cached_content_token_count')) ?? 0,
    candidates: count('output'),
    thoughts: asCount(field(event, 'thoughts_token_count')) ?? 0,
    total: count('total'),
  });
  if (isWaitedFor || tokens === undefined)
    return ignored('system/ui_telemetry', 'telemetry of what other records hold');
  const type = { type: 'Custom', data: { kind: CUSTOM.tokenCount } } as const;
  return understood([scope.event({ type, attributes: { [ATTR.rawType]: 'system/ui_telemetry', ...tokens } })]);
};
