import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, field, isObject } from '../../domain/json.ts';
import type { Block, EventType } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { isAbsolute, joinPath } from '../reading/join-path.ts';
import { languageOf } from '../reading/language-of.ts';
import { hunksOf, replacementDiff } from '../reading/replacement-diff.ts';
import { toolKind } from '../reading/tool-kind.ts';
import type { EntryDraft } from './scope.ts';

/** The event of a `toolCall` block. Tools of extensions, and calls without what they need, stay a ToolCall. */
export const draftCall = (name: string, args: unknown, cwd: string | undefined): EntryDraft => {
  const draft = DRAFTS.get(name)?.(args, cwd);
  return {
    type: draft?.type ?? { type: 'ToolCall', data: { name } },
    blocks: draft?.blocks ?? (isObject(args) ? [{ type: 'Json', data: args }] : []),
    attributes: { [ATTR.toolName]: name, [ATTR.toolKind]: toolKind(name), ...draft?.attributes },
  };
};

type ToDraft = (args: unknown, cwd: string | undefined) => EntryDraft | undefined;

const runShell: ToDraft = (args) => {
  const command = asString(field(args, 'command'));
  if (command === undefined || command.trim() === '') return undefined;
  return shellDraft(command);
};

export const shellDraft = (command: string): EntryDraft => ({
  type: { type: 'ShellCommand', data: { command } },
  blocks: [{ type: 'Code', code: command, language: 'bash' }],
});

const readFile: ToDraft = (args, cwd) => {
  const path = pathIn(args, cwd);
  return path === undefined ? undefined : { type: { type: 'FileRead', data: { path } } };
};

/** `write` overwrites without a word, so the log does not say whether the file was there. */
const writeFile: ToDraft = (args, cwd) => {
  const path = pathIn(args, cwd);
  const code = asString(field(args, 'content'));
  if (path === undefined) return undefined;
  return {
    type: { type: 'FileCreate', data: { path } },
    blocks: code === undefined ? [] : [codeBlock(path, code)],
    attributes: { [ATTR.fileBefore]: 'unknown', [ATTR.fullText]: code === undefined ? undefined : true },
  };
};

/** `edits` of `{oldText, newText}`; until 0.5x one pair in the arguments themselves. */
const editFile: ToDraft = (args, cwd) => {
  const path = pathIn(args, cwd);
  if (path === undefined) return undefined;
  const pairs = [...asArray(field(args, 'edits')), args];
  const diff = hunksOf(pairs, hunkOf);
  const type: EventType = { type: 'FileEdit', data: { path, ...(diff === '' ? {} : { diff }) } };
  return { type, attributes: { [ATTR.fileBefore]: 'update' } };
};

const hunkOf = (pair: unknown): string | undefined => {
  const before = asString(field(pair, 'oldText'));
  const after = asString(field(pair, 'newText'));
  return before === undefined || after === undefined ? '' : replacementDiff(before, after);
};

const searchCode: ToDraft = (args) => {
  const query = asText(field(args, 'pattern'));
  return query === undefined ? undefined : { type: { type: 'CodeSearch', data: { query } }, blocks: textBlocks(query) };
};

const findFiles: ToDraft = (args) => {
  const pattern = asText(field(args, 'pattern')) ?? '*';
  return { type: { type: 'FileSearch', data: { pattern } }, blocks: textBlocks(pattern) };
};

const codeBlock = (path: string, code: string): Block => {
  const language = languageOf(path);
  return { type: 'Code', code, ...(language === undefined ? {} : { language }) };
};

/** Relative paths are taken from the session's directory; Pi drops an `@` before a path and knows `~`. */
const pathIn = (args: unknown, cwd: string | undefined): string | undefined => {
  const path = (asText(field(args, 'path')) ?? asText(field(args, 'file_path')))?.replace(/^@/, '');
  if (path === undefined || path === '') return undefined;
  return cwd === undefined || isAbsolute(path) || /^~(?:\/|$)/.test(path) ? path : joinPath(cwd, path);
};

const DRAFTS: ReadonlyMap<string, ToDraft> = new Map([
  ['bash', runShell],
  ['read', readFile],
  ['write', writeFile],
  ['edit', editFile],
  ['grep', searchCode],
  ['find', findFiles],
]);
