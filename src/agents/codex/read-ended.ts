import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asNumber, asString, at, field, isObject, type JsonObject } from '../../domain/json.ts';
import { toolKind } from '../reading/tool-kind.ts';
import { changesOf } from './emit-changes.ts';
import { emitCommand, placedChange } from './read-call.ts';
import { noteTold } from './read-program.ts';
import { applyPatch, emitResult, resultOf } from './read-result.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { type Call, emit, rememberCall, type RolloutState, settleCall } from './rollout-state.ts';
import { commandLine, plainPath } from './shell-call.ts';
import { millisOf, textOfOutput, type ToolOutput } from './tool-output.ts';

/**
 * Records of the end of something that a call began: exec_command_end, patch_apply_end, mcp_tool_call_end and others
 * (until 2026), the same as completed items (from 0.145). With a call known they are its result, the first that tells
 * one; without a call (code mode runs things under `exec-…` ids, a user's own `!command`) they are call and result.
 */
type Ended = (state: RolloutState, record: RolloutRecord, body: JsonObject) => string | undefined;

const REPEATS = 'repeats the result of its call';

const idOf = (body: JsonObject, record: RolloutRecord): string =>
  asString(field(body, 'call_id')) ??
  asString(field(body, 'callId')) ??
  asString(field(body, 'id')) ??
  `at-${record.origin.offset}`;

/** `command[]`, `cwd`, `aggregated_output`, `exit_code`, `duration`, `status`, `source`. */
export const commandEnded: Ended = (state, record, body) => {
  const id = idOf(body, record);
  if (state.settled.get(id) === true) return REPEATS;
  if (field(body, 'status') === 'in_progress' || field(body, 'status') === 'inProgress') return 'not ended yet';
  const output = commandOutput(body);
  const known = state.calls.get(id);
  // what a write_stdin returned is told by its own output
  if (known?.kind === 'stdin') return 'part of a running process';
  const call = known ?? startedHere(state, record, { id, body });
  if (known !== undefined) call.printed = '';
  return resultOf(state, record, { id, call, output });
};

const commandOutput = (body: JsonObject): ToolOutput => {
  const code = asNumber(field(body, 'exit_code'));
  const text =
    asString(field(body, 'aggregated_output')) ??
    [field(body, 'stdout'), field(body, 'stderr')].map((part) => asString(part) ?? '').join('');
  const declined = field(body, 'status') === 'declined';
  return {
    text,
    exit: code === undefined || declined ? undefined : { code, source: 'structured' },
    durationMs: millisOf(field(body, 'duration')),
    failure: declined ? 'refused' : code === undefined && field(body, 'status') === 'failed' ? 'failed' : undefined,
  };
};

const startedHere = (
  state: RolloutState,
  record: RolloutRecord,
  { id, body }: { readonly id: string; readonly body: JsonObject },
): Call => {
  const source = asString(field(body, 'source'));
  const words = field(body, 'command');
  const command =
    typeof words === 'string' ? words : commandLine(asArray(words).filter((word) => typeof word === 'string'));
  const cwd = plainPath(asString(field(body, 'cwd')));
  const own = source === 'user_shell' || source === 'userShell';
  if (!own) noteTold(state, command);
  emitCommand(state, record, { id, name: 'exec_command', command, cwd, ...(own ? { source: 'user_shell' } : {}) });
  return rememberCall(state, id, { name: 'exec_command', kind: 'shell' });
};

/** `changes{path: …}`, `success` (event) or `status` (item), `stdout`, `stderr`. */
export const patchEnded: Ended = (state, record, body) => {
  const id = idOf(body, record);
  if (state.settled.get(id) === true) return REPEATS;
  const status = field(body, 'status');
  const done = field(body, 'success') !== false && (status === undefined || status === null || status === 'completed');
  const output: ToolOutput = {
    text: [field(body, 'stdout'), field(body, 'stderr')].map((part) => asString(part) ?? '').join(''),
    failure: status === 'declined' ? 'refused' : undefined,
  };
  const recorded = changesOf(field(body, 'changes')).map((change) => placedChange(change, state.cwd));
  const call = state.calls.get(id) ?? rememberCall(state, id, { name: 'apply_patch', kind: 'patch' });
  for (const { path } of recorded) noteTold(state, path);
  applyPatch(state, record, { id, call, done, output, changes: recorded.length > 0 ? recorded : undefined });
  return undefined;
};

/** Result of a tool that is no shell: of MCP, of an extension, of the client (dynamic tools), of a sub-agent's control. */
export interface ToolEnd {
  readonly name: string;
  readonly args: unknown;
  readonly text: string;
  readonly failed: boolean;
  readonly duration_ms: number | undefined;
}

export const toolEnded = (
  state: RolloutState,
  record: RolloutRecord,
  end: { id: string; tool: ToolEnd },
): string | undefined => {
  const { id, tool } = end;
  if (state.settled.get(id) === true) return REPEATS;
  const known = state.calls.get(id);
  const call = known ?? rememberCall(state, id, { name: tool.name, kind: 'other' });
  if (known === undefined) {
    emit(state, record, {
      type: { type: 'ToolCall', data: { name: tool.name } },
      blocks: isObject(tool.args) && Object.keys(tool.args).length > 0 ? [{ type: 'Json', data: tool.args }] : [],
      attributes: { [ATTR.callId]: id, [ATTR.toolKind]: toolKind(tool.name) },
    });
  }
  settleCall(state, id);
  const output: ToolOutput = {
    text: tool.text,
    durationMs: tool.duration_ms,
    failure: tool.failed ? 'failed' : undefined,
  };
  emitResult(state, record, { id, name: call.name, output });
  return undefined;
};

/** mcp_tool_call_end: `invocation{server, tool, arguments}`, `result{Ok: {content}|Err: TEXT}`; as an item both are flat. */
export const mcpEnded: Ended = (state, record, body) => {
  const server = asString(at(body, 'invocation', 'server') ?? field(body, 'server')) ?? 'mcp';
  const tool = asString(at(body, 'invocation', 'tool') ?? field(body, 'tool')) ?? 'unknown';
  const result = at(body, 'result', 'Ok') ?? field(body, 'result');
  const error = at(body, 'result', 'Err') ?? at(body, 'error', 'message');
  return toolEnded(state, record, {
    id: idOf(body, record),
    tool: {
      name: `${server}.${tool}`,
      args: at(body, 'invocation', 'arguments') ?? field(body, 'arguments'),
      text: asString(error) ?? textOfOutput(result),
      failed: typeof error === 'string' || field(result, 'isError') === true || field(body, 'status') === 'failed',
      duration_ms: millisOf(field(body, 'duration')),
    },
  });
};

/** dynamic_tool_call_response, DynamicToolCall: tools that the client offers. */
export const dynamicEnded: Ended = (state, record, body) => {
  const namespace = asString(field(body, 'namespace'));
  const tool = asString(field(body, 'tool')) ?? 'unknown';
  return toolEnded(state, record, {
    id: idOf(body, record),
    tool: {
      name: namespace === undefined ? tool : `${namespace}.${tool}`,
      args: field(body, 'arguments'),
      text: asString(field(body, 'error')) ?? textOfOutput({ content: field(body, 'content_items') }),
      failed: field(body, 'success') === false || field(body, 'status') === 'failed',
      duration_ms: millisOf(field(body, 'duration')),
    },
  });
};
