import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, field, type JsonObject } from '../../domain/json.ts';
import type { Attributes, Block, EventType } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { languageOf } from '../reading/language-of.ts';
import { hunksOf, replacementDiff } from '../reading/replacement-diff.ts';

export interface CallDraft {
  readonly type: EventType;
  readonly blocks: readonly Block[];
  readonly attributes?: Attributes;
}

/** The event of a tool call; what lacks its path, command or query, and any other tool, is a ToolCall with its input. */
export const draftCall = (name: string, input: JsonObject): CallDraft =>
  DRAFTS.get(name.toLowerCase())?.(input) ?? {
    type: { type: 'ToolCall', data: { name } },
    blocks: [{ type: 'Json', data: input }],
  };

type Draft = (input: JsonObject) => CallDraft | undefined;

const readFile: Draft = (input) => {
  const path = pathIn(input);
  return path === undefined ? undefined : { type: { type: 'FileRead', data: { path } }, blocks: textBlocks(path) };
};

const searchCode: Draft = (input) => {
  const query = asText(field(input, 'pattern'));
  return query === undefined ? undefined : { type: { type: 'CodeSearch', data: { query } }, blocks: textBlocks(query) };
};

const searchFiles: Draft = (input) => {
  const pattern = asText(field(input, 'pattern')) ?? '*';
  return { type: { type: 'FileSearch', data: { pattern } }, blocks: textBlocks(pattern) };
};

const writeFile: Draft = (input) => {
  const path = pathIn(input);
  if (path === undefined) return undefined;
  const code = asString(field(input, 'content'));
  const type: EventType = { type: 'FileCreate', data: { path } };
  if (code === undefined) return { type, blocks: [] };
  const language = languageOf(path);
  const block: Block = { type: 'Code', code, ...(language === undefined ? {} : { language }) };
  return { type, blocks: [block], attributes: { [ATTR.fullText]: true } };
};

const editFile: Draft = (input) => {
  const path = pathIn(input);
  if (path === undefined) return undefined;
  const diff = hunksOf([input, ...asArray(field(input, 'edits'))], hunkOf);
  const data = { path, ...(diff === '' ? {} : { diff }) };
  return { type: { type: 'FileEdit', data }, blocks: [{ type: 'Json', data: input }] };
};

/** `{old_string, new_string}`, of Edit itself or of each of MultiEdit's `edits`; how often `replace_all` replaced is not said. */
const hunkOf = (pair: unknown): string | undefined => {
  if (field(pair, 'replace_all') === true) return undefined;
  const before = asString(field(pair, 'old_string'));
  const after = asString(field(pair, 'new_string'));
  return before === undefined || after === undefined ? '' : replacementDiff(before, after);
};

const runShell = (language: string): Draft => {
  return (input) => {
    const command = asString(field(input, 'command'));
    if (command === undefined || command.trim() === '') return undefined;
    return {
      type: { type: 'ShellCommand', data: { command } },
      blocks: [...textBlocks(asText(field(input, 'description'))), { type: 'Code', code: command, language }],
      attributes: { [ATTR.background]: isBackground(input) ? true : undefined },
    };
  };
};

export const isBackground = (input: JsonObject): boolean => field(input, 'run_in_background') === true;

const searchWeb: Draft = (input) => {
  const query = asText(field(input, 'query'));
  return query === undefined ? undefined : { type: { type: 'WebSearch', data: { query } }, blocks: textBlocks(query) };
};

const fetchWeb: Draft = (input) => {
  const url = asText(field(input, 'url'));
  if (url === undefined) return undefined;
  return { type: { type: 'WebFetch', data: { url } }, blocks: textBlocks(asText(field(input, 'prompt'))) };
};

const pathIn = (input: JsonObject): string | undefined =>
  asText(field(input, 'file_path')) ?? asText(field(input, 'notebook_path')) ?? asText(field(input, 'path'));

/** By lower-cased tool name; `web_search` and `web_fetch` run on the server of the API. */
const DRAFTS: ReadonlyMap<string, Draft> = new Map([
  ['read', readFile],
  ['notebookread', readFile],
  ['grep', searchCode],
  ['glob', searchFiles],
  ['write', writeFile],
  ['edit', editFile],
  ['multiedit', editFile],
  ['notebookedit', editFile],
  ['bash', runShell('bash')],
  ['powershell', runShell('powershell')],
  ['websearch', searchWeb],
  ['web_search', searchWeb],
  ['webfetch', fetchWeb],
  ['web_fetch', fetchWeb],
]);
