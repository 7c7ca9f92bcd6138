import type { EventType } from '../../domain/session.ts';
import { joinPath } from '../reading/join-path.ts';
import { diffOf } from './file-facts.ts';
import { toolOf } from './tool-name.ts';
import { inputText, type ToolUse } from './tool-use.ts';
import { uriPath } from './uri-path.ts';

/** What a use of a tool is in HAIL. What does nothing that HAIL has a word for stays a ToolCall. */
export const eventTypeOf = (use: ToolUse, cwd: string | undefined): EventType => {
  const path = pathOf(use, cwd);
  return (path === undefined ? undefined : fileType(use, path)) ?? otherType(use) ?? call(use);
};

const fileType = (use: ToolUse, path: string): EventType | undefined => {
  switch (toolOf(use.name)) {
    case 'read':
      return { type: 'FileRead', data: { path } };
    case 'write':
      return { type: 'FileCreate', data: { path } };
    case 'delete':
      return { type: 'FileDelete', data: { path } };
    case 'edit': {
      const diff = diffOf(use);
      return { type: 'FileEdit', data: { path, ...(diff === undefined ? {} : { diff }) } };
    }
    default:
      return undefined;
  }
};

const otherType = (use: ToolUse): EventType | undefined => {
  const text = (...keys: readonly string[]): string => inputText(use, ...keys) ?? '';
  switch (toolOf(use.name)) {
    case 'shell':
      return text('command') === '' ? undefined : { type: 'ShellCommand', data: { command: text('command') } };
    case 'search':
      return { type: 'CodeSearch', data: { query: text('pattern', 'query') } };
    case 'glob':
      return { type: 'FileSearch', data: { pattern: text('globPattern', 'glob_pattern', 'pattern', 'query') } };
    case 'web-search':
      return { type: 'WebSearch', data: { query: text('searchTerm', 'search_term', 'query') } };
    case 'web-fetch':
      return { type: 'WebFetch', data: { url: text('url') } };
    default:
      return undefined;
  }
};

const call = (use: ToolUse): EventType => ({ type: 'ToolCall', data: { name: use.name } });

const PATHS = [
  'relativeWorkspacePath',
  'targetFile',
  'target_file',
  'target_notebook',
  'file_path',
  'filePath',
  'path',
  'effectiveUri',
  'uri',
] as const;

const pathOf = (use: ToolUse, cwd: string | undefined): string | undefined => {
  const text = inputText(use, ...PATHS);
  return text === undefined ? undefined : absolute(text, cwd);
};

/** A path as the tool saw it: relative ones from the session's directory. */
export const absolute = (text: string, cwd: string | undefined): string => {
  const path = uriPath(text);
  return cwd === undefined ? path : joinPath(cwd, path);
};
