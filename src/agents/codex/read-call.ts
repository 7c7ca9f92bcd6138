import { ATTR } from '../../domain/event-attributes.ts';
import { asString, field, isObject } from '../../domain/json.ts';
import type { Block } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { isAbsolute, joinPath } from '../reading/join-path.ts';
import { parseJson } from '../reading/parse-json.ts';
import { toolKind } from '../reading/tool-kind.ts';
import { type Change, parsePatch, patchHeaders } from './patch-grammar.ts';
import { emitPlan } from './plan.ts';
import { emitQuestions } from './questions.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { emit, rememberCall, type RolloutState } from './rollout-state.ts';
import { SHELL_TOOLS, shellCall } from './shell-call.ts';
import { findShellPatch, type ShellPatch } from './shell-patch.ts';

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** Parsed arguments, or the text where they are none. */
  readonly args: unknown;
  readonly namespace?: string | undefined;
}

/** The call that a function_call, custom_tool_call, local_shell_call or tool_call (a fork's) stands for. */
export const callOf = (record: RolloutRecord): ToolCall => {
  const { payload, kind, origin } = record;
  const id = asString(field(payload, 'call_id')) ?? asString(field(payload, 'id')) ?? `at-${origin.offset}`;
  if (kind === 'local_shell_call') return { id, name: 'local_shell', args: field(payload, 'action') };
  const name = asString(field(payload, 'name')) ?? asString(field(field(payload, 'function'), 'name')) ?? 'unknown';
  const raw = field(payload, 'arguments') ?? field(payload, 'input');
  const args = typeof raw === 'string' ? (parseArguments(name, raw) ?? raw) : raw;
  return { id, name, args, namespace: asString(field(payload, 'namespace')) };
};

/** A patch or a program is text, and large: it is not tried as JSON. */
const parseArguments = (name: string, raw: string): unknown =>
  name === 'exec' || raw.startsWith('***') ? undefined : parseJson(raw);

/** Emits what a call is: a command, a patch, a plan, a question, a read, or a tool call of any other kind. */
export const readCall = (state: RolloutState, record: RolloutRecord, call: ToolCall): void => {
  const { name, args, id } = call;
  if (SHELL_TOOLS.has(name)) return shell(state, record, call);
  if (name === 'apply_patch') {
    const text = typeof args === 'string' ? args : (asString(field(args, 'input')) ?? asString(field(args, 'patch')));
    return patch(state, record, { call, text: text ?? '', dir: state.cwd });
  }
  if (name === 'update_plan') return plan(state, record, call);
  if (name === 'request_user_input') {
    rememberCall(state, id, { name, kind: 'question' });
    return emitQuestions(state, record, { id, args });
  }
  if (name === 'exec' && typeof args === 'string') {
    rememberCall(state, id, {
      name,
      kind: 'program',
      held: args.length,
      program: { text: args, cwd: state.cwd, told: new Set() },
    });
    return other(state, record, call);
  }
  if (name === 'write_stdin') {
    const process = field(args, 'session_id');
    const target = state.processes.get(typeof process === 'number' ? String(process) : (asString(process) ?? ''));
    rememberCall(state, id, { name, kind: 'stdin', target });
  } else rememberCall(state, id, { name, kind: 'other' });
  other(state, record, call);
};

const shell = (state: RolloutState, record: RolloutRecord, call: ToolCall): void => {
  const run = shellCall(call.args);
  if (run === undefined) {
    rememberCall(state, call.id, { name: call.name, kind: 'other' });
    return other(state, record, call);
  }
  const dir = run.cwd === undefined || run.cwd === state.cwd ? state.cwd : inDir(state.cwd, run.cwd);
  const found = arguedPatch(run.argv) ?? findShellPatch(run.command);
  const place = found?.dir === undefined ? dir : inDir(dir, found.dir);
  if (found?.alone === true) return patch(state, record, { call, text: found.patch, dir: place });
  const patched = found === undefined ? {} : { held: found.patch.length, changes: changesIn(found.patch, place) };
  rememberCall(state, call.id, { name: call.name, kind: 'shell', ...patched });
  emitCommand(state, record, { id: call.id, name: call.name, command: run.command, cwd: dir });
};

/** A shell command, from its call or from the record of its end. */
export const emitCommand = (
  state: RolloutState,
  record: RolloutRecord,
  run: { id: string; name: string; command: string; cwd: string | undefined; source?: string },
): void =>
  emit(state, record, {
    type: { type: 'ShellCommand', data: { command: run.command } },
    blocks: [{ type: 'Code', code: run.command, language: 'bash' }],
    attributes: {
      [ATTR.callId]: run.id,
      [ATTR.toolKind]: 'shell',
      [ATTR.toolName]: run.name,
      [ATTR.shellCwd]: run.cwd ?? state.cwd,
      [ATTR.source]: run.source,
    },
  });

/** `["apply_patch", PATCH]` (2025). */
const arguedPatch = (argv: readonly string[] | undefined): ShellPatch | undefined => {
  const [tool = '', text = '', ...more] = argv ?? [];
  if (!/^(?:.*[\\/])?apply_?patch$/.test(tool) || more.length > 0) return undefined;
  return patchHeaders(text).length === 0 ? undefined : { patch: text, dir: undefined, alone: true };
};

const patch = (
  state: RolloutState,
  record: RolloutRecord,
  asked: { readonly call: ToolCall; readonly text: string; readonly dir: string | undefined },
): void => {
  const { call, text, dir } = asked;
  rememberCall(state, call.id, {
    name: 'apply_patch',
    kind: 'patch',
    held: text.length,
    changes: changesIn(text, dir),
  });
  emit(state, record, {
    type: { type: 'ToolCall', data: { name: 'apply_patch' } },
    blocks: textBlocks(patchHeaders(text).join('\n')),
    attributes: { [ATTR.callId]: call.id, [ATTR.toolKind]: 'file_write' },
  });
};

/** The changes that a patch text asks for, read only when no record of what was done comes. */
export const changesIn = (text: string, dir: string | undefined) => (): readonly Change[] =>
  (parsePatch(text) ?? []).map((change) => placedChange(change, dir));

/** A change with its paths seen from a directory. */
export const placedChange = (change: Change, dir: string | undefined): Change => ({
  ...change,
  path: inDir(dir, change.path) ?? change.path,
  movedTo: change.movedTo === undefined ? undefined : (inDir(dir, change.movedTo) ?? change.movedTo),
});

/** A path seen from a directory; without one only an absolute path says where it is. */
export const inDir = (dir: string | undefined, path: string): string | undefined => {
  if (dir !== undefined) return joinPath(dir, path);
  return isAbsolute(path) ? joinPath(path) : undefined;
};

const plan = (state: RolloutState, record: RolloutRecord, call: ToolCall): void => {
  rememberCall(state, call.id, { name: call.name, kind: 'plan' });
  emitPlan(state, record, { id: call.id, args: call.args });
};

const other = (state: RolloutState, record: RolloutRecord, call: ToolCall): void => {
  const name = call.namespace === undefined ? call.name : `${call.namespace}.${call.name}`;
  const path = pathRead(call);
  const attributes = { [ATTR.callId]: call.id, [ATTR.toolKind]: KINDS.get(call.name) ?? toolKind(call.name) };
  if (path === undefined) {
    emit(state, record, { type: { type: 'ToolCall', data: { name } }, blocks: argumentBlocks(call), attributes });
  } else {
    const read = inDir(state.cwd, path) ?? path;
    emit(state, record, {
      type: { type: 'FileRead', data: { path: read } },
      attributes: { ...attributes, [ATTR.toolName]: name },
    });
  }
};

/** What the names of Codex's own tools do not say. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['view_image', 'file_read'],
  ['spawn_agent', 'task'],
  ['exec', 'shell'],
  ['write_stdin', 'shell'],
]);

/** `view_image{path}`, `read_file{file_path}` (experimental until 2026). */
const pathRead = (call: ToolCall): string | undefined => {
  if (call.name === 'view_image') return asString(field(call.args, 'path'));
  return call.name === 'read_file' ? asString(field(call.args, 'file_path')) : undefined;
};

/** Code mode hands a program (`exec`, from 0.144): what it runs has no call of its own, see read-program.ts. */
const argumentBlocks = (call: ToolCall): readonly Block[] => {
  if (typeof call.args === 'string') {
    return [
      call.name === 'exec'
        ? { type: 'Code', code: call.args, language: 'javascript' }
        : { type: 'Text', text: call.args },
    ];
  }
  return isObject(call.args) && Object.keys(call.args).length > 0 ? [{ type: 'Json', data: call.args }] : [];
};
