import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, at, field } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { countDiffLines } from '../reading/unified-diff.ts';
import { spanOf } from '../reading/time-order.ts';
import type { Scope } from './scope.ts';
import { type ShellEnd, shellEnd } from './shell-end.ts';
import type { Call } from './state.ts';
import { isShell } from './tool-call.ts';

/** `tool.execution_complete`: `{toolCallId, success, result {content, detailedContent} | error {message, code}}`. */
export const mapResult = (scope: Scope): string | undefined => {
  const { state, data } = scope;
  const id = asText(field(data, 'toolCallId'));
  if (id === undefined) return 'names no call';
  const call = state.calls.get(id);
  if (call?.done === true) return 'repeats the result of its call';
  if (call !== undefined) call.done = true;
  const result: Result = { id, call, failed: hasFailed(data), text: textIn(data) };
  if (call?.shell !== undefined) endOther(scope, call.shell, result.text);
  if (call !== undefined && isShell(call.name)) shellResult(scope, { ...result, call });
  else emitResult(scope, result, call === undefined ? {} : fileFacts(call.name, result, data));
  if (call?.name === 'ask_user' && !result.failed) answered(scope, result);
  return undefined;
};

interface Result {
  readonly id: string;
  readonly call: Call | undefined;
  readonly failed: boolean;
  readonly text: string;
}

/** `success`, or the `result_type` that versions without it have. */
const hasFailed = (data: unknown): boolean => {
  const success = field(data, 'success');
  if (typeof success === 'boolean') return !success;
  const type = asString(at(data, 'result', 'result_type')) ?? asString(at(data, 'result', 'resultType'));
  return (type !== undefined && type !== 'success') || field(data, 'error') !== undefined;
};

const textIn = (data: unknown): string =>
  asString(at(data, 'result', 'content')) ??
  asString(at(data, 'result', 'text_result_for_llm')) ??
  asString(at(data, 'result', 'textResultForLlm')) ??
  asString(at(data, 'error', 'message')) ??
  asString(field(data, 'error')) ??
  '';

/** A command that goes on has no result yet: it comes with the end of its shell. */
const shellResult = (scope: Scope, result: Result & { readonly call: Call }): void => {
  const end = shellEnd(scope.data, result.text);
  if (end.kind === 'running' && end.shell !== undefined) {
    result.call.done = false;
    const lost = scope.state.running.add(end.shell, result.id);
    if (lost !== undefined) neverEnded(scope, lost);
    return;
  }
  const refused = end.kind === 'unknown' && result.failed && wasRefused(scope.data, result.text);
  emitResult(scope, result, { ...exitOf(end), [ATTR.noEffect]: refused ? true : undefined });
};

const exitOf = (end: ShellEnd): { readonly [key: string]: unknown } => {
  if (end.kind === 'exited') return { [ATTR.exitCode]: end.code, [ATTR.exitSource]: end.source };
  return end.kind === 'running' ? { [ATTR.background]: true } : {};
};

/** `read_bash` and its kind tell how another call's command ended. */
const endOther = (scope: Scope, shell: string, text: string): void => {
  const end = shellEnd(undefined, text);
  if (end.kind === 'exited') endShell(scope, shell, { end, text });
};

/** The result of a command that went on, when its shell has ended. */
export const endShell = (scope: Scope, shell: string, { end, text }: { end: ShellEnd; text: string }): void => {
  const id = scope.state.running.end(shell);
  if (id === undefined) return;
  const call = scope.state.calls.get(id);
  if (call !== undefined) call.done = true;
  emitResult(scope, { id, call, failed: false, text }, exitOf(end));
};

/** Nothing says how the command ended: it ran in the background, as far as the log goes. */
export const neverEnded = (scope: Scope, id: string): void => {
  const call = scope.state.calls.get(id);
  if (call !== undefined) call.done = true;
  emitResult(scope, { id, call, failed: false, text: '' }, { [ATTR.background]: true });
};

const emitResult = (scope: Scope, result: Result, attributes: { readonly [key: string]: unknown }): void => {
  const { id, call, failed, text } = result;
  const code = attributes[ATTR.exitCode];
  const isError = failed || (typeof code === 'number' && code !== 0);
  const draft = {
    type: { type: 'ToolResult', data: { name: call?.name ?? 'unknown', is_error: isError, call_id: id } },
    blocks: textBlocks(text),
    attributes: { [ATTR.callId]: id, [ATTR.toolName]: call?.name, ...attributes },
    duration_ms: call?.started === undefined ? undefined : spanOf(call.started, scope.at),
  } as const;
  scope.emit(draft, call === undefined ? undefined : (call.lane ?? null));
};

/** Codes and words for a command that was never run (1.0.102 says `failure` for most, and why). */
const REFUSED: ReadonlySet<string> = new Set(['denied', 'rejected', 'cancelled', 'permission_denied']);
const NEVER_RAN =
  /^(?:Multiple validation errors|Tool '.{1,200}' does not exist|"[\w.]{1,80}": |The user (?:rejected|denied|did not)|Permission (?:denied and|to run)|Command not executed|Invalid shell)/;

const wasRefused = (data: unknown, text: string): boolean =>
  REFUSED.has(asString(at(data, 'error', 'code')) ?? asString(at(data, 'result', 'result_type')) ?? '') ||
  NEVER_RAN.test(text.slice(0, 400));

/** Of a file tool that worked: lines by the diff that it showed, and whether the file is new. `create` refuses one that is there. */
const fileFacts = (name: string, { failed, text }: Result, data: unknown): { readonly [key: string]: unknown } => {
  if (failed || !FILE_TOOLS.has(name)) return {};
  const diff = asString(at(data, 'result', 'detailedContent')) ?? '';
  const lines = diff.includes('\n@@ ') ? countDiffLines(diff) : undefined;
  const kinds = asArray(field(data, 'fileEdits')).map((edit) => field(edit, 'kind'));
  const created = kinds.includes('create') || diff.includes('\ncreate file mode ') || text.startsWith('Created file ');
  return {
    [ATTR.linesAdded]: lines?.added,
    [ATTR.linesRemoved]: lines?.removed,
    [ATTR.fileBefore]: created ? 'create' : undefined,
  };
};

/** Of one file each: a patch may be of many, and its result is about all of them. */
const FILE_TOOLS: ReadonlySet<string> = new Set(['create', 'edit', 'str_replace', 'insert', 'str_replace_editor']);

const answered = (scope: Scope, { id, text }: Result): void =>
  scope.emit({
    type: { type: 'Custom', data: { kind: CUSTOM.answer } },
    blocks: textBlocks(text),
    attributes: { [ATTR.callId]: id, [ATTR.questionIds]: [id] },
  });
