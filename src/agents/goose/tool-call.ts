import { asString, asText, field } from '../../domain/json.ts';
import type { EventType } from '../../domain/session.ts';
import { joinPath } from '../reading/join-path.ts';
import { replacementDiff } from '../reading/replacement-diff.ts';

/** One use of a tool. `failed`: what the model wrote was no call. */
export interface ToolCall {
  readonly id: string;
  /** As logged: `shell`, `developer__shell`. */
  readonly name: string;
  /** Without the extension before it, when that is one of Goose's own. */
  readonly tool: string;
  readonly input: unknown;
  readonly failed: string | undefined;
}

/** `toolRequest` and `frontendToolRequest`: `{id, toolCall: {status, value: {name, arguments} | error}}`. */
export const readCall = (content: unknown, fallback: string): ToolCall => {
  const call = field(content, 'toolCall');
  const value = field(call, 'value') ?? field(content, 'value');
  const name = asText(field(value, 'name')) ?? 'unknown';
  const failed = field(call, 'status') === 'error' ? (asText(field(call, 'error')) ?? 'invalid call') : undefined;
  const id = asText(field(content, 'id')) ?? fallback;
  return { id, name, tool: toolOf(name), input: field(value, 'arguments'), failed };
};

/** Extensions of Goose: their tools go by `<extension>__<tool>` until 2026, most by their bare names since. */
const OWN = /^(?:developer|platform|todo|summon|subagent|dynamic_task|orchestrator)__(.+)$/;

const toolOf = (name: string): string => OWN.exec(name)?.[1] ?? name;

export const inputText = (call: ToolCall, ...keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const text = asText(field(call.input, key));
    if (text !== undefined) return text;
  }
  return undefined;
};

/** What a call is in HAIL; names that are not listed, and those of other extensions, stay a ToolCall. */
export const eventTypeOf = (call: ToolCall, cwd: string | undefined): EventType => {
  const path = absolute(inputText(call, 'path', 'file_path'), cwd);
  switch (call.tool) {
    case 'shell':
      return { type: 'ShellCommand', data: { command: inputText(call, 'command') ?? '' } };
    case 'text_editor':
      return editorType(call, path);
    case 'read':
    case 'read_file':
      return { type: 'FileRead', data: { path } };
    case 'write':
    case 'write_file':
      return { type: 'FileCreate', data: { path } };
    case 'edit':
    case 'edit_file':
      return { type: 'FileEdit', data: { path, ...diffOf(call) } };
    case 'web_scrape':
    case 'computercontroller__web_scrape':
      return { type: 'WebFetch', data: { url: inputText(call, 'url') ?? '' } };
    default:
      return { type: 'ToolCall', data: { name: call.name } };
  }
};

/** `developer__text_editor` (until 2026) by its `command`. */
const editorType = (call: ToolCall, path: string): EventType => {
  switch (field(call.input, 'command')) {
    case 'view':
      return { type: 'FileRead', data: { path } };
    case 'write':
      return { type: 'FileCreate', data: { path } };
    case 'str_replace':
    case 'edit_file':
      return { type: 'FileEdit', data: { path, ...diffOf(call) } };
    case 'insert':
    case 'undo_edit':
      return { type: 'FileEdit', data: { path } };
    default:
      return { type: 'ToolCall', data: { name: call.name } };
  }
};

/** A diff that the model wrote; else the hunk of the two texts. */
const diffOf = (call: ToolCall): { readonly diff?: string } => {
  const [before, after] = replacedTexts(call);
  const made = before === undefined || after === undefined ? undefined : replacementDiff(before, after);
  const diff = inputText(call, 'diff') ?? made;
  return diff ? { diff } : {};
};

/** The text that an edit takes out, and the one that it puts in. */
export const replacedTexts = ({ input }: ToolCall): readonly [string | undefined, string | undefined] => [
  asString(field(input, 'before')) ?? asString(field(input, 'old_str')),
  asString(field(input, 'after')) ?? asString(field(input, 'new_str')),
];

const absolute = (path: string | undefined, cwd: string | undefined): string => {
  if (path === undefined) return 'unknown';
  return cwd === undefined ? path : joinPath(cwd, path);
};

/** Tools that hand work to a sub-agent: `delegate` (2026), before it `subagent` and tasks that were made first. */
export const isDelegation = ({ tool }: ToolCall): boolean =>
  tool === 'delegate' || tool === 'subagent' || tool === 'execute_task';
