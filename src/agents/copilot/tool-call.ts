import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asCount, asString, asText, field, isObject } from '../../domain/json.ts';
import type { Block, EventType } from '../../domain/session.ts';
import { type Change, parsePatch } from '../codex/patch-grammar.ts';
import { textBlocks } from '../reading/build-event.ts';
import { linesIn } from '../../domain/unified-diff.ts';
import { countHunkLines } from '../reading/diff-lines.ts';
import { isAbsolute, joinPath } from '../reading/join-path.ts';
import { languageOf } from '../reading/language-of.ts';
import { parseJson } from '../reading/parse-json.ts';
import { replacementDiff } from '../reading/replacement-diff.ts';
import type { EventDraft } from './scope.ts';

/** Arguments as they are meant: some versions wrote them as JSON text, grammar-based tools take plain text. */
export const readArguments = (value: unknown): unknown =>
  typeof value === 'string' && value.startsWith('{') ? (parseJson(value) ?? value) : value;

/** The events of a call: one, but for a patch of several files. Tools that are not listed stay a ToolCall. */
export const draftsOf = (name: string, args: unknown, here: string | undefined): readonly EventDraft[] => {
  const drafts = DRAFTS.get(name)?.(args, here) ?? [];
  if (drafts.length > 0) return drafts;
  const blocks: readonly Block[] = isObject(args) ? [{ type: 'Json', data: args }] : textBlocks(asString(args));
  return [{ type: { type: 'ToolCall', data: { name } }, blocks }];
};

type ToDrafts = (args: unknown, here: string | undefined) => readonly EventDraft[];

const one = (type: EventType, blocks: readonly Block[], attributes: EventDraft['attributes'] = {}): EventDraft[] => [
  { type, blocks, attributes },
];

const shell =
  (language: string): ToDrafts =>
  (args) => {
    const given = field(args, 'command');
    const command =
      asString(given) ??
      asArray(given)
        .filter((part) => typeof part === 'string')
        .join(' ');
    if (command.trim() === '') return [];
    const attributes = { [ATTR.background]: field(args, 'detach') === true ? true : undefined };
    return one({ type: 'ShellCommand', data: { command } }, [{ type: 'Code', code: command, language }], attributes);
  };

const view: ToDrafts = (args, here) => {
  const path = pathIn(args, here);
  return path === undefined ? [] : one({ type: 'FileRead', data: { path } }, []);
};

const create: ToDrafts = (args, here) => {
  const path = pathIn(args, here);
  const code = asString(field(args, 'file_text'));
  return path === undefined ? [] : written(path, code);
};

const written = (path: string, code: string | undefined): EventDraft[] => {
  const language = languageOf(path);
  const block: Block[] =
    code === undefined ? [] : [{ type: 'Code', code, ...(language === undefined ? {} : { language }) }];
  const attributes = { [ATTR.fileBefore]: 'unknown', [ATTR.fullText]: code === undefined ? undefined : true };
  return one({ type: 'FileCreate', data: { path } }, block, attributes);
};

/** `old_str` and `new_str`, or with `insert` the `new_str` alone. The result may count the lines better. */
const edit: ToDrafts = (args, here) => {
  const path = pathIn(args, here);
  if (path === undefined) return [];
  const after = asString(field(args, 'new_str')) ?? asString(field(args, 'insert_text')) ?? '';
  const diff = replacementDiff(asString(field(args, 'old_str')) ?? '', after) ?? '';
  const { added, removed } = countHunkLines(linesIn(diff));
  return one({ type: 'FileEdit', data: { path, ...(diff === '' ? {} : { diff }) } }, [], {
    [ATTR.fileBefore]: 'update',
    [ATTR.linesAdded]: diff === '' ? undefined : added,
    [ATTR.linesRemoved]: diff === '' ? undefined : removed,
  });
};

/** The tool that `view`, `create` and `edit` were one of until 0.0.36x. */
const editor: ToDrafts = (args, here) => {
  const command = asString(field(args, 'command'));
  if (command === 'view') return view(args, here);
  if (command === 'create') return create(args, here);
  return command === 'str_replace' || command === 'insert' ? edit(args, here) : [];
};

const patch: ToDrafts = (args, here) => {
  const text = asString(args) ?? asString(field(args, 'input')) ?? asString(field(args, 'patch')) ?? '';
  return (parsePatch(text) ?? []).flatMap((change) => patched(change, here));
};

const patched = (change: Change, here: string | undefined): EventDraft[] => {
  const path = absolute(change.path, here);
  const lines = { [ATTR.linesAdded]: change.linesAdded, [ATTR.linesRemoved]: change.linesRemoved };
  if (change.action === 'delete') return one({ type: 'FileDelete', data: { path } }, [], lines);
  if (change.action === 'add') return written(path, change.content);
  const to = change.movedTo === undefined ? path : absolute(change.movedTo, here);
  return one({ type: 'FileEdit', data: { path: to, ...(change.diff ? { diff: change.diff } : {}) } }, [], {
    ...lines,
    [ATTR.fileBefore]: 'update',
    [ATTR.renamedFrom]: to === path ? undefined : path,
  });
};

const searchCode: ToDrafts = (args) => {
  const query = asText(field(args, 'pattern')) ?? asText(field(args, 'query'));
  return query === undefined ? [] : one({ type: 'CodeSearch', data: { query } }, textBlocks(query));
};

const searchFiles: ToDrafts = (args) => {
  const pattern = asText(field(args, 'pattern')) ?? '*';
  return one({ type: 'FileSearch', data: { pattern } }, textBlocks(pattern));
};

const fetchWeb: ToDrafts = (args) => {
  const url = asText(field(args, 'url'));
  return url === undefined ? [] : one({ type: 'WebFetch', data: { url } }, []);
};

const searchWeb: ToDrafts = (args) => {
  const query = asText(field(args, 'query'));
  return query === undefined ? [] : one({ type: 'WebSearch', data: { query } }, textBlocks(query));
};

const pathIn = (args: unknown, here: string | undefined): string | undefined => {
  const path = asText(field(args, 'path')) ?? asText(field(args, 'file_path'));
  return path === undefined ? undefined : absolute(path, here);
};

const absolute = (path: string, here: string | undefined): string =>
  here === undefined || isAbsolute(path) || /^~(?:\/|$)/.test(path) ? path : joinPath(here, path);

const DRAFTS: ReadonlyMap<string, ToDrafts> = new Map([
  ['bash', shell('bash')],
  ['shell', shell('bash')],
  ['powershell', shell('powershell')],
  ['view', view],
  ['create', create],
  ['edit', edit],
  ['str_replace', edit],
  ['insert', edit],
  ['str_replace_editor', editor],
  ['apply_patch', patch],
  ['grep', searchCode],
  ['rg', searchCode],
  ['glob', searchFiles],
  ['web_fetch', fetchWeb],
  ['fetch', fetchWeb],
  ['web_search', searchWeb],
]);

const SHELLS: ReadonlySet<string> = new Set(['bash', 'shell', 'powershell']);

export const isShell = (name: string): boolean => SHELLS.has(name);

/** Id of the shell that a tool reads, writes to or stops: text or a number. */
export const shellIn = (args: unknown): string | undefined => {
  const id = field(args, 'shellId') ?? field(args, 'sessionId');
  return asText(id) ?? asCount(id)?.toString();
};
