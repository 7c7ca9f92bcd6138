import { asArray, asCount, asString, asText, at, field, isObject } from '../../domain/json.ts';
import { parseJson } from '../reading/parse-json.ts';
import { exitOfShell, exitOfText } from './shell-exit.ts';
import { toolOf } from './tool-name.ts';
import type { ToolUse } from './tool-use.ts';

/** A `tool-call` of the CLI: `{toolCallId, toolName, args}`; one behind `CallDynamicTool` is named by what it calls. */
export const toolUseOfCall = (block: unknown, fallbackId: string): ToolUse => {
  const args = field(block, 'args');
  const outer = asText(field(block, 'toolName')) ?? 'unknown';
  const inner = outer === 'CallDynamicTool' ? asText(field(args, 'toolName')) : undefined;
  const input = inner === undefined ? args : field(args, 'arguments');
  return {
    call_id: asText(field(block, 'toolCallId')) ?? fallbackId,
    name: inner ?? outer,
    input: typeof input === 'string' ? (parseJson(input) ?? input) : input,
    state: 'running',
    payload: undefined,
    output: '',
    background: field(input, 'is_background') === true || field(input, 'isBackground') === true,
  };
};

/**
 * A `tool-result` of the CLI, joined with its call: the text that the model was told, and beside it, for most tools,
 * `providerOptions.cursor.highLevelToolCallResult.output` = `{success | failure | error | rejected | …: fields}`.
 * `isError` says nothing of a command that failed.
 */
export const toolUseOfResult = (block: unknown, message: unknown, call: ToolUse): ToolUse => {
  const told = at(message, 'providerOptions', 'cursor', 'highLevelToolCallResult');
  const { kind, payload } = outcomeOf(field(told, 'output'));
  const output = outputOf(block);
  const isShell = toolOf(call.name) === 'shell';
  const exit = isShell ? exitOfShell(kind, payload, output) : undefined;
  const failed = field(told, 'isError') === true || field(block, 'isError') === true;
  return {
    ...call,
    state: stateOf(kind, output, { failed, ran: exit !== undefined }),
    payload,
    output,
    exit,
    background: call.background === true || isBackgrounded(kind, payload),
    duration_ms: asCount(field(payload, 'executionTime')) ?? asCount(field(payload, 'durationMs')),
  };
};

/** The one kind that an outcome is of, and its fields. */
const outcomeOf = (output: unknown): { readonly kind: string | undefined; readonly payload: unknown } => {
  const kind = isObject(output) ? Object.keys(output).find((key) => isObject(output[key])) : undefined;
  return { kind, payload: kind === undefined ? undefined : field(output, kind) };
};

const outputOf = (block: unknown): string => {
  const own = field(block, 'result');
  if (typeof own === 'string') return own;
  const texts = [
    ...asArray(own),
    ...asArray(field(block, 'experimental_content')),
    ...asArray(field(block, 'content')),
  ];
  return texts.flatMap((text) => asString(field(text, 'text')) ?? []).join('\n');
};

/** A command that goes on running. */
const isBackgrounded = (kind: string | undefined, payload: unknown): boolean =>
  /background/i.test(kind ?? '') || field(payload, 'isBackground') === true;

const REFUSED: ReadonlySet<string> = new Set(['rejected', 'permissionDenied', 'aborted']);

const stateOf = (
  kind: string | undefined,
  output: string,
  { failed, ran }: { readonly failed: boolean; readonly ran: boolean },
): ToolUse['state'] => {
  if (kind !== undefined && REFUSED.has(kind)) return 'rejected';
  if (kind === 'success' || ran || isBackgrounded(kind, undefined)) return 'done';
  if (kind !== undefined || failed) return 'error';
  // without fields, only a line of the tool's own is taken for a failure, never what a file begins with
  if (output.startsWith('Rejected:')) return 'rejected';
  return /^Error: [^\n]{0,200}$/.test(output.trim()) && exitOfText(output) === undefined ? 'error' : 'done';
};
