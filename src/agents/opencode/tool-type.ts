import { asString, at, field } from '../../domain/json.ts';
import type { EventType } from '../../domain/session.ts';
import { joinPath } from '../reading/join-path.ts';
import { inputText, type ToolUse } from './tool-use.ts';

/** What a use of a tool is in HAIL. Names that are not listed, and MCP tools, stay a ToolCall. */
export const eventTypeOf = (use: ToolUse, cwd: string | undefined): EventType =>
  TYPES.get(use.name)?.(use, cwd) ?? { type: 'ToolCall', data: { name: use.name } };

type ToType = (use: ToolUse, cwd: string | undefined) => EventType;

const text = (use: ToolUse, key: string, otherwise = ''): string => inputText(use, key) ?? otherwise;

const pathOf: (...args: Parameters<ToType>) => string = (use, cwd) =>
  absolute(inputText(use, 'filePath', 'file_path', 'path'), cwd);

const shell: ToType = (use) => ({ type: 'ShellCommand', data: { command: text(use, 'command') } });

const edit: ToType = (use, cwd) => {
  const diff = asString(field(use.metadata, 'diff')) ?? asString(at(use.metadata, 'filediff', 'patch'));
  return {
    type: 'FileEdit',
    data: { path: pathOf(use, cwd), ...(diff === undefined || diff === '' ? {} : { diff }) },
  };
};

const TYPES: ReadonlyMap<string, ToType> = new Map<string, ToType>([
  ['bash', shell],
  ['shell', shell],
  ['read', (use, cwd) => ({ type: 'FileRead', data: { path: pathOf(use, cwd) } })],
  ['write', (use, cwd) => ({ type: 'FileCreate', data: { path: pathOf(use, cwd) } })],
  ['edit', edit],
  ['multiedit', edit],
  ['grep', (use) => ({ type: 'CodeSearch', data: { query: text(use, 'pattern') } })],
  ['codesearch', (use) => ({ type: 'CodeSearch', data: { query: text(use, 'query') } })],
  ['glob', (use) => ({ type: 'FileSearch', data: { pattern: text(use, 'pattern', '*') } })],
  ['webfetch', (use) => ({ type: 'WebFetch', data: { url: text(use, 'url') } })],
  ['websearch', (use) => ({ type: 'WebSearch', data: { query: text(use, 'query') } })],
]);

/** A path as the tool saw it: relative ones from the session's directory. */
export const absolute = (path: string | undefined, cwd: string | undefined): string => {
  if (path === undefined) return 'unknown';
  return cwd === undefined ? path : joinPath(cwd, path);
};
