import { ATTR } from '../../domain/event-attributes.ts';
import { asString, asText, at, field } from '../../domain/json.ts';
import type { EventType } from '../../domain/session.ts';
import { isAbsolute, joinPath } from '../reading/join-path.ts';
import type { RecordScope } from './record-scope.ts';

/** A call that the model wrote into its answer. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  args: unknown;
  /** Of the answer's record. */
  readonly scope: RecordScope;
  result?: ToolResult;
  /** Of a sub-agent that works while the agent waits, or of a program: what the telemetry tells of its tools. */
  readonly inner: ToolCall[];
  /** The sub-agent's name in the telemetry. */
  worker?: string;
}

/** The record of a call's result. */
export interface ToolResult {
  readonly output: string;
  readonly is_error: boolean;
  /** `success`, `error`, `cancelled`; absent in a sub-agent's log. */
  readonly status: string | undefined;
  /** Where the log says it: a call that failed may have done something. */
  readonly was_started?: boolean;
  /** What the agent showed: text, or for file changes `{fileDiff, newContent, …}`, for a plan `{type: 'todo_list'}`. */
  readonly display: unknown;
  readonly duration_ms: number | undefined;
  readonly scope: RecordScope;
}

/** It went well, or nothing says otherwise. */
export const wentWell = (call: ToolCall): boolean =>
  call.result !== undefined && !call.result.is_error && ['success', undefined].includes(call.result.status);

/** What a call is in HAIL. A name that is not listed stays a ToolCall. */
export const eventTypeOf = (call: ToolCall, cwd: string | undefined): EventType => {
  const text = (...keys: readonly string[]): string | undefined => firstText(call.args, keys);
  const path = absolute(text('file_path', 'absolute_path', 'path', 'notebook_path'), cwd);
  switch (call.name) {
    case 'run_shell_command':
      return { type: 'ShellCommand', data: { command: text('command') ?? '' } };
    case 'read_file':
      return { type: 'FileRead', data: { path } };
    case 'write_file':
      return { type: 'FileCreate', data: { path } };
    case 'edit':
    case 'replace': // until 0.0.x, as in Gemini CLI
    case 'notebook_edit':
      return { type: 'FileEdit', data: { path, ...diffOf(call) } };
    case 'glob':
      return { type: 'FileSearch', data: { pattern: text('pattern') ?? '*' } };
    case 'grep_search':
    case 'search_file_content':
      return { type: 'CodeSearch', data: { query: text('pattern', 'query') ?? '' } };
    case 'web_fetch':
      return { type: 'WebFetch', data: { url: text('url') ?? '' } };
    case 'web_search':
      return { type: 'WebSearch', data: { query: text('query') ?? '' } };
    default:
      return { type: 'ToolCall', data: { name: call.name } };
  }
};

/** Directory of a shell command where the call names one. */
export const shellDirectory = (call: ToolCall, cwd: string | undefined): string | undefined => {
  const named = firstText(call.args, ['directory', 'dir_path']);
  if (named === undefined) return undefined;
  return isAbsolute(named) || cwd !== undefined ? absolute(named, cwd) : undefined;
};

export const firstText = (args: unknown, keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const text = asText(field(args, key));
    if (text !== undefined) return text;
  }
  return undefined;
};

export const absolute = (path: string | undefined, cwd: string | undefined): string => {
  if (path === undefined) return 'unknown';
  return cwd === undefined ? path : joinPath(cwd, path);
};

const diffOf = (call: ToolCall): { readonly diff?: string } => {
  if (!wentWell(call) || at(call.result?.display, 'fileDiffTruncated') === true) return {};
  const diff = asString(at(call.result?.display, 'fileDiff'));
  return diff === undefined || diff === '' ? {} : { diff };
};

/** `agent` (0.12 and later), `task` before. */
export const isDelegation = (call: Pick<ToolCall, 'name'>): boolean => call.name === 'agent' || call.name === 'task';

/** The attributes that every event of a call carries. */
export const callAttributes = (call: Pick<ToolCall, 'id' | 'name'>): { readonly [key: string]: unknown } => ({
  [ATTR.callId]: call.id,
  [ATTR.toolName]: call.name,
});
