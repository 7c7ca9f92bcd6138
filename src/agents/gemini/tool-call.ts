import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, at, field } from '../../domain/json.ts';
import type { EventType } from '../../domain/session.ts';
import { asTime } from '../reading/log-time.ts';
import { isAbsolute, joinPath } from '../reading/join-path.ts';
import { type FunctionCall, type FunctionResponse, readParts } from './parts.ts';

/** One tool call in the agent's own record of it, or as far as a history that was written again still holds it. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly args: unknown;
  /** `success`, `error`, `cancelled`, or a state of a call that is not done; absent in a history written again. */
  readonly status: string | undefined;
  readonly response: FunctionResponse | undefined;
  /** What the agent showed: text, or for file changes `{fileDiff, newContent, isNewFile, …}`. */
  readonly display: unknown;
  /** Of a sub-agent's call: the stem of its own log's name. */
  readonly agent_id: string | undefined;
  readonly completed_at: string | undefined;
}

/** An entry of `toolCalls`. `fallback` names a call without an id. */
export const readToolCall = (record: unknown, fallback: string): ToolCall => {
  const name = asText(field(record, 'name')) ?? 'unknown';
  const { responses, texts } = readParts(field(record, 'result'));
  const text = texts.join('\n');
  const plain = text === '' ? undefined : { id: undefined, name, output: text, is_error: false };
  return {
    id: asText(field(record, 'id')) ?? fallback,
    name,
    args: field(record, 'args'),
    status: asText(field(record, 'status')),
    response: responses[0] ?? plain,
    display: field(record, 'resultDisplay'),
    agent_id: asText(field(record, 'agentId')),
    completed_at: asTime(field(record, 'timestamp')),
  };
};

export const fromFunctionCall = (call: FunctionCall, fallback: string): ToolCall => ({
  id: call.id ?? fallback,
  name: call.name,
  args: call.args,
  status: undefined,
  response: undefined,
  display: undefined,
  agent_id: undefined,
  completed_at: undefined,
});

/** Refused, cancelled or failed before it did anything. A shell command that was cancelled while it ran is not. */
export const hadNoEffect = (call: ToolCall): boolean => {
  if (call.status === 'error') return true;
  return call.status === 'cancelled' && !(call.response?.output.startsWith('Command was ') ?? false);
};

/** Tools that hand work to a sub-agent: by name until 0.2x, `delegate_to_agent`, then `invoke_agent`. */
export const isDelegation = (call: ToolCall): boolean => call.agent_id !== undefined || DELEGATES.has(call.name);

const DELEGATES: ReadonlySet<string> = new Set([
  'delegate_to_agent',
  'invoke_agent',
  'codebase_investigator',
  'generalist',
  'cli_help',
  'browser_agent',
]);

/** What a call is in HAIL. A name that is not listed stays a ToolCall. */
export const eventTypeOf = (call: ToolCall, cwd: string | undefined): EventType => {
  const text = (...keys: readonly string[]): string | undefined => firstText(call.args, keys);
  const path = text('file_path', 'absolute_path', 'path') ?? asText(at(call.display, 'filePath'));
  switch (call.name) {
    case 'run_shell_command':
      return { type: 'ShellCommand', data: { command: text('command') ?? '' } };
    case 'read_file':
      return { type: 'FileRead', data: { path: absolute(path, cwd) } };
    case 'write_file':
      return { type: 'FileCreate', data: { path: absolute(path, cwd) } };
    case 'replace':
    case 'edit':
      return { type: 'FileEdit', data: { path: absolute(path, cwd), ...diffOf(call) } };
    case 'glob':
      return { type: 'FileSearch', data: { pattern: text('pattern') ?? '*' } };
    case 'search_file_content':
    case 'grep_search':
      return { type: 'CodeSearch', data: { query: text('pattern', 'query') ?? '' } };
    case 'web_fetch':
      return { type: 'WebFetch', data: { url: text('url') ?? firstUrl(text('prompt')) } };
    case 'google_web_search':
      return { type: 'WebSearch', data: { query: text('query') ?? '' } };
    default:
      return { type: 'ToolCall', data: { name: call.name } };
  }
};

/** Directory of a shell command where the call names one: `directory` until 0.1x, `dir_path` since. */
export const shellDirectory = (call: ToolCall, cwd: string | undefined): string | undefined => {
  const named = firstText(call.args, ['dir_path', 'directory', 'cwd']);
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

const absolute = (path: string | undefined, cwd: string | undefined): string => {
  if (path === undefined) return 'unknown';
  return cwd === undefined ? path : joinPath(cwd, path);
};

const diffOf = (call: ToolCall): { readonly diff?: string } => {
  const diff = asString(at(call.display, 'fileDiff'));
  return diff === undefined || diff === '' ? {} : { diff };
};

const firstUrl = (prompt: string | undefined): string =>
  /https?:\/\/[^\s"'<>)\]]{1,2000}/.exec(prompt ?? '')?.[0] ?? prompt ?? '';

/** Items of `write_todos`, all of them at each call. */
export const planItems = (call: ToolCall): readonly unknown[] => asArray(field(call.args, 'todos'));

/** The questions of `ask_user`. */
export const questionsOf = (call: ToolCall): readonly unknown[] => asArray(field(call.args, 'questions'));

/** The attributes that every event of a call carries. */
export const callAttributes = (call: ToolCall): { readonly [key: string]: unknown } => ({
  [ATTR.callId]: call.id,
  [ATTR.toolName]: call.name,
});
