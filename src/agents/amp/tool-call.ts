import { asArray, asString, asText, field } from '../../domain/json.ts';
import type { EventType } from '../../domain/session.ts';
import { joinPath } from '../reading/join-path.ts';
import { replacementDiff } from '../reading/replacement-diff.ts';
import { runDiff, type ToolRun } from './tool-run.ts';

/** One use of a tool, with what became of it where the thread holds that. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly run: ToolRun | undefined;
}

/** What a call is in HAIL; names that are not listed, and those of MCP servers, stay a ToolCall. */
export const eventTypeOf = (call: ToolCall, cwd: string | undefined): EventType =>
  TYPES.get(call.name)?.(call, cwd) ?? { type: 'ToolCall', data: { name: call.name } };

type ToType = (call: ToolCall, cwd: string | undefined) => EventType;

const shell: ToType = (call) => ({ type: 'ShellCommand', data: { command: inputText(call, 'cmd', 'command') ?? '' } });

const read: ToType = (call, cwd) => ({ type: 'FileRead', data: { path: pathOf(call, cwd) } });

const create: ToType = (call, cwd) => ({ type: 'FileCreate', data: { path: pathOf(call, cwd) } });

const edit: ToType = (call, cwd) => {
  const made = replacedTexts(call);
  const diff =
    (call.run === undefined ? undefined : runDiff(call.run)) ??
    (made === undefined ? undefined : replacementDiff(...made));
  return { type: 'FileEdit', data: { path: pathOf(call, cwd), ...(diff ? { diff } : {}) } };
};

/** The text that `edit_file` takes out and the one that it puts in, when that is done in one place. */
export const replacedTexts = ({ name, input }: ToolCall): readonly [string, string] | undefined => {
  const [before, after] = [asString(field(input, 'old_str')), asString(field(input, 'new_str'))];
  if (name !== 'edit_file' || before === undefined || after === undefined) return undefined;
  return field(input, 'replace_all') === true ? undefined : [before, after];
};

const search: ToType = (call) => ({
  type: 'CodeSearch',
  data: { query: inputText(call, 'pattern', 'query') ?? '' },
});

const files: ToType = (call) => ({
  type: 'FileSearch',
  data: { pattern: inputText(call, 'filePattern', 'pattern') ?? '*' },
});

const webSearch: ToType = (call) => ({
  type: 'WebSearch',
  data: { query: inputText(call, 'query', 'objective') ?? firstOf(field(call.input, 'search_queries')) },
});

const webPage: ToType = (call) => ({ type: 'WebFetch', data: { url: inputText(call, 'url') ?? '' } });

/** Names of 2025, and those of the tools for models of other makers (`shell_command`, `read_file`, `grep`). */
const TYPES: ReadonlyMap<string, ToType> = new Map<string, ToType>([
  ['Bash', shell],
  ['shell_command', shell],
  ['Read', read],
  ['read_file', read],
  ['edit_file', edit],
  ['undo_edit', edit],
  ['format_file', edit],
  ['create_file', create],
  ['write_file', create],
  ['delete_file', (call, cwd) => ({ type: 'FileDelete', data: { path: pathOf(call, cwd) } })],
  ['Grep', search],
  ['grep', search],
  ['finder', search],
  ['codebase_search_agent', search],
  ['glob', files],
  ['Glob', files],
  ['list_directory', read],
  ['web_search', webSearch],
  ['read_web_page', webPage],
]);

/** The first of an input's fields that holds a text. */
export const inputText = (call: ToolCall, ...keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const text = asText(field(call.input, key));
    if (text !== undefined) return text;
  }
  return undefined;
};

export const absolute = (path: string, cwd: string | undefined): string =>
  cwd === undefined ? path : joinPath(cwd, path);

const pathOf = (call: ToolCall, cwd: string | undefined): string => {
  const path = inputText(call, 'path', 'file_path');
  return path === undefined ? 'unknown' : absolute(path, cwd);
};

const firstOf = (queries: unknown): string => asText(asArray(queries)[0]) ?? '';

/** Tools that hand work to a sub-agent, of which the thread holds the answer alone. */
export const isDelegation = ({ name }: ToolCall): boolean =>
  name === 'Task' || name === 'oracle' || name === 'librarian';

/** Refused, cancelled or failed before it did anything. A command that was cancelled or failed may have done something. */
export const hadNoEffect = ({ name, run }: ToolCall): boolean => {
  if (run?.status === 'rejected') return true;
  return (run?.status === 'error' || run?.status === 'cancelled') && TYPES.get(name) !== shell;
};

export const isShell = ({ name }: ToolCall): boolean => TYPES.get(name) === shell;
