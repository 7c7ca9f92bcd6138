import { ATTR } from '../../domain/event-attributes.ts';
import { asString, at, field } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { emitChanges } from './emit-changes.ts';
import type { Change } from './patch-grammar.ts';
import { emitAnswers } from './questions.ts';
import { emitProgram } from './read-program.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { type Call, emit, type RolloutState, settleCall } from './rollout-state.ts';
import { noteSpawned } from './spawned.ts';
import { readOutput, type ToolOutput } from './tool-output.ts';

/** Characters kept of what a running process printed: the end, where a summary stands. */
const MAX_PRINTED = 32 * 1024;

/** function_call_output and its kind. Returns why it was ignored, undefined when it was understood. */
export const readResult = (state: RolloutState, record: RolloutRecord): string | undefined => {
  const id = asString(field(record.payload, 'call_id')) ?? asString(field(record.payload, 'id')) ?? '';
  if (state.settled.get(id) === true) return 'repeats the result of its call';
  const call = state.calls.get(id);
  const output = readOutput(field(record.payload, 'output'));
  if (call === undefined) {
    emitResult(state, record, { id, name: 'unknown', output });
    return undefined;
  }
  return resultOf(state, record, { id, call, output });
};

export interface Result {
  readonly id: string;
  readonly call: Call;
  readonly output: ToolOutput;
}

/** Settles a call with what an output tells. */
export const resultOf = (state: RolloutState, record: RolloutRecord, result: Result): string | undefined => {
  const { id, call, output } = result;
  if (call.kind === 'plan' && output.failure === undefined) {
    settleCall(state, id);
    return 'acknowledges the plan';
  }
  if (call.kind === 'question') emitAnswers(state, record, { id, text: output.text });
  if (call.kind === 'stdin') return stdinResult(state, record, result);
  if (call.kind === 'shell' && output.process !== undefined) return keepsRunning(state, result, output.process);
  if (call.name === 'spawn_agent') noteSpawned(state, output.text);
  if (call.kind === 'patch') return patchResult(state, record, result);
  if (call.kind === 'shell') shellPatch(state, record, result);
  if (output.failure !== 'refused') emitProgram(state, record, { id, call });
  settleCall(state, id);
  const whole = { ...output, text: call.printed + output.text };
  // words of a policy, of a hook or of an older version: only a status shows that a command ran
  const unconfirmed = call.kind === 'shell' && output.exit === undefined && output.failure !== 'refused';
  emitResult(state, record, { id, name: call.name, output: whole, unconfirmed });
  return undefined;
};

/** The exit comes later, in an event of the end or in the output of a write_stdin; until then there is no result. */
const keepsRunning = (state: RolloutState, { id, call, output }: Result, process: string): undefined => {
  state.processes.set(process, id);
  call.running = true;
  call.printed = (call.printed + output.text).slice(-MAX_PRINTED);
};

const stdinResult = (state: RolloutState, record: RolloutRecord, { id, call, output }: Result): undefined => {
  const target = call.target === undefined ? undefined : state.calls.get(call.target);
  if (call.target !== undefined && target !== undefined) {
    target.printed = (target.printed + output.text).slice(-MAX_PRINTED);
    if (output.process === undefined && output.exit !== undefined) {
      settleCall(state, call.target);
      const whole = { ...output, text: target.printed, durationMs: undefined };
      emitResult(state, record, { id: call.target, name: target.name, output: whole });
    }
  }
  settleCall(state, id);
  emitResult(state, record, { id, name: call.name, output: { text: output.text, failure: output.failure } });
};

/** The words of apply_patch when it worked, in each version. */
const APPLIED = 'Success. Updated the following files:';

const patchResult = (state: RolloutState, record: RolloutRecord, { id, call, output }: Result): undefined => {
  const done = output.exit === undefined ? output.failure === undefined : output.exit.code === 0;
  applyPatch(state, record, { id, call, done, output });
};

/** File events of a patch, then its result: the changes that were recorded, else those that its text asks for. */
export const applyPatch = (
  state: RolloutState,
  record: RolloutRecord,
  patch: {
    id: string;
    call: Call;
    done: boolean;
    output: ToolOutput;
    changes?: readonly Change[] | undefined;
    /** The log does not show that it was made. */
    unconfirmed?: boolean;
  },
): void => {
  const { id, call, done } = patch;
  settleCall(state, id);
  emitChanges(state, record, { id, changes: patch.changes ?? call.changes?.() ?? [], done });
  const failure = done ? undefined : (patch.output.failure ?? 'failed');
  emitResult(state, record, {
    id,
    name: call.name,
    output: { ...patch.output, exit: undefined, failure },
    noEffect: !done,
    unconfirmed: patch.unconfirmed === true,
  });
};

/**
 * Patches and programs that a turn, or the log, ends without an outcome. The tree may differ, which is enough to doubt
 * what was checked before, and not to claim a change.
 */
export const closeCalls = (state: RolloutState, record: RolloutRecord): void => {
  for (const [id, call] of state.calls) {
    if (call.kind === 'patch')
      applyPatch(state, record, { id, call, done: true, output: { text: '' }, unconfirmed: true });
    if (call.kind === 'program') {
      settleCall(state, id);
      emitProgram(state, record, { id, call });
    }
  }
};

/** A shell ran a patch among other commands: its files changed if the line passed, or the patch itself says so. */
const shellPatch = (state: RolloutState, record: RolloutRecord, { call, output }: Result): void => {
  if (call.changes === undefined) return;
  if (output.exit?.code === 0 || output.text.includes(APPLIED)) {
    // without the call's id: the line's status is not the patch's
    emitChanges(state, record, { changes: call.changes(), done: true });
  }
};

/** A ToolResult, with exit status and effect as far as the output tells. */
export const emitResult = (
  state: RolloutState,
  record: RolloutRecord,
  result: {
    id: string;
    name: string;
    output: ToolOutput;
    noEffect?: boolean;
    background?: boolean;
    unconfirmed?: boolean;
  },
): void => {
  const { id, name, output } = result;
  const failed = output.failure !== undefined || (output.exit !== undefined && output.exit.code !== 0);
  emit(state, record, {
    type: { type: 'ToolResult', data: { name, is_error: failed, call_id: id } },
    blocks: textBlocks(output.text),
    duration_ms: output.durationMs,
    attributes: {
      [ATTR.callId]: id,
      [ATTR.exitCode]: output.exit?.code,
      [ATTR.exitSource]: output.exit?.source,
      [ATTR.noEffect]: result.noEffect === true || output.failure === 'refused' ? true : undefined,
      [ATTR.unconfirmed]: result.unconfirmed === true ? true : undefined,
      [ATTR.background]: result.background === true ? true : undefined,
    },
  });
};

/** tool_result of a fork (run_shell_command): `result {stdout, stderr, exitCode}` and the tool's name instead of an id. */
export const readNamedResult = (state: RolloutState, record: RolloutRecord): string | undefined => {
  const name = asString(field(record.payload, 'name')) ?? 'unknown';
  const open = [...state.calls].findLast(([, call]) => call.name === name);
  const code = at(record.payload, 'result', 'exitCode');
  const printed = ['stdout', 'stderr'].map((key) => asString(at(record.payload, 'result', key)) ?? '').join('');
  const output: ToolOutput = {
    text: printed,
    exit: typeof code === 'number' && Number.isInteger(code) ? { code, source: 'structured' } : undefined,
  };
  if (open !== undefined) return resultOf(state, record, { id: open[0], call: open[1], output });
  emitResult(state, record, { id: `at-${record.origin.offset}`, name, output });
  return undefined;
};
