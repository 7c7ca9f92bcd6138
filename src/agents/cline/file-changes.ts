import { ATTR } from '../../domain/event-attributes.ts';
import { asCount, asString, field } from '../../domain/json.ts';
import type { Block, EventType } from '../../domain/session.ts';
import { parsePatch } from '../codex/patch-grammar.ts';
import { countLines } from '../../domain/count-lines.ts';
import { languageOf } from '../reading/language-of.ts';
import { isTooLong } from '../reading/is-too-long.ts';
import { type Replacement, replacedLines, replacedText, UNKNOWN } from './changed-lines.ts';
import { finalTextIn } from './final-text.ts';
import { blocksOf } from './search-replace.ts';
import { textOf } from './outcome.ts';
import { absolute, firstText, hadNoEffect, type ToolCall } from './tool-call.ts';

/** One file that a call changes: its event, and what is known beside it. */
export interface FileChange {
  readonly type: EventType;
  readonly blocks: readonly Block[];
  readonly facts: { readonly [key: string]: unknown };
}

/** The files that a call changes; undefined for a tool that changes none. */
export const fileChanges = (call: ToolCall, cwd: string | undefined): readonly FileChange[] | undefined => {
  switch (call.name) {
    case 'editor':
      return [editor(call, cwd)];
    case 'apply_patch':
      return patched(call, cwd);
    case 'write_to_file':
    case 'new_rule':
      return [written(call, cwd)];
    case 'replace_in_file':
    case 'apply_diff': // Roo Code
      return [replaced(call, cwd)];
    case 'insert_content': // Roo Code
    case 'search_and_replace':
    case 'edit_file':
      return [edit(pathOf(call, cwd), {})];
    default:
      return undefined;
  }
};

const pathOf = (call: ToolCall, cwd: string | undefined): string =>
  absolute(firstText(call.input, 'path', 'absolutePath', 'file_path', 'target_file'), cwd);

/**
 * `editor` (3.0) replaces `old_text`, inserts before `insert_line`, or makes a file that is not there; it never writes over
 * one. Its answer holds the changed lines: `-2: old` and `+2: new`, up to 200 of them.
 */
const editor = (call: ToolCall, cwd: string | undefined): FileChange => {
  const path = pathOf(call, cwd);
  const text = asString(field(call.input, 'new_text')) ?? '';
  const answer = call.result === undefined ? '' : textOf(call.result);
  const inserted = asCount(field(call.input, 'insert_line'));
  const old = asString(field(call.input, 'old_text'));
  if (answer.startsWith('File created successfully at:') || (old === undefined && inserted === undefined))
    return created(path, text, call);
  if (inserted !== undefined) return edit(path, insertedText(text, inserted));
  return edit(path, numberedLines(answer) ?? replacedText(old ?? '', text));
};

const insertedText = (text: string, at: number): Replacement =>
  isTooLong(text) ? UNKNOWN : replacedLines([], text.split('\n'), { at });

const NUMBERED = /^([-+])(\d{1,9}): ?(.*)$/;

const numberedLines = (answer: string): Replacement | undefined => {
  const start = answer.indexOf('```diff\n');
  if (start === -1 || isTooLong(answer) || answer.includes('\n... diff truncated (')) return undefined;
  const lines = answer
    .slice(start)
    .split('\n')
    .flatMap((line) => [NUMBERED.exec(line) ?? []]);
  const of = (sign: string): readonly string[] =>
    lines.flatMap(([, mark, , text]) => (mark === sign ? [text ?? ''] : []));
  const first = lines.find(([, , number]) => number !== undefined)?.[2];
  return first === undefined ? undefined : replacedLines(of('-'), of('+'), { at: Number(first) });
};

const created = (path: string, text: string, call: ToolCall): FileChange => ({
  type: { type: 'FileCreate', data: { path } },
  blocks: codeBlocks(path, text),
  facts: { [ATTR.fileBefore]: 'create', [ATTR.linesAdded]: countLines(text), [ATTR.linesRemoved]: 0, ...whole(call) },
});

const whole = (call: ToolCall): FileChange['facts'] => (hadNoEffect(call) ? {} : { [ATTR.fullText]: true });

const codeBlocks = (path: string, code: string): readonly Block[] => {
  const language = languageOf(path);
  return [{ type: 'Code', code, ...(language === undefined ? {} : { language }) }];
};

const edit = (path: string, change: Partial<Replacement>): FileChange => ({
  type: { type: 'FileEdit', data: { path, ...(change.diff ? { diff: change.diff } : {}) } },
  blocks: [],
  facts: {
    [ATTR.fileBefore]: 'update',
    [ATTR.linesAdded]: change.lines?.added,
    [ATTR.linesRemoved]: change.lines?.removed,
  },
});

const finalText = (call: ToolCall): string | undefined =>
  call.result === undefined ? undefined : finalTextIn(textOf(call.result));

/** `write_to_file` makes a file or writes over one: the answer does not say which. */
const written = (call: ToolCall, cwd: string | undefined): FileChange => {
  const path = pathOf(call, cwd);
  const text = finalText(call) ?? asString(field(call.input, 'content'));
  const known = text !== undefined && !hadNoEffect(call);
  return {
    type: { type: 'FileCreate', data: { path } },
    blocks: text === undefined ? [] : codeBlocks(path, text),
    facts: { [ATTR.fileBefore]: 'unknown', [ATTR.fullText]: known ? true : undefined },
  };
};

const replaced = (call: ToolCall, cwd: string | undefined): FileChange => {
  const path = pathOf(call, cwd);
  const change = edit(path, blocksOf(asString(field(call.input, 'diff')) ?? ''));
  const text = hadNoEffect(call) ? undefined : finalText(call);
  if (text === undefined) return change;
  return { ...change, blocks: codeBlocks(path, text), facts: { ...change.facts, [ATTR.fullText]: true } };
};

const patched = (call: ToolCall, cwd: string | undefined): readonly FileChange[] => {
  const text =
    asString(call.input) ?? asString(field(call.input, 'input')) ?? asString(field(call.input, 'patch')) ?? '';
  return (parsePatch(text) ?? []).map((change) => {
    const lines = { [ATTR.linesAdded]: change.linesAdded, [ATTR.linesRemoved]: change.linesRemoved };
    const path = absolute(change.movedTo ?? change.path, cwd);
    if (change.action === 'delete') return { type: { type: 'FileDelete', data: { path } }, blocks: [], facts: {} };
    if (change.action === 'add') {
      const fresh = created(path, change.content ?? '', call);
      return { ...fresh, facts: { ...fresh.facts, [ATTR.fileBefore]: 'unknown' } };
    }
    const diff = change.diff === undefined || change.diff === '' ? {} : { diff: change.diff };
    const from = change.movedTo === undefined ? undefined : absolute(change.path, cwd);
    const facts = { ...lines, [ATTR.fileBefore]: 'update', [ATTR.renamedFrom]: from };
    return { type: { type: 'FileEdit', data: { path, ...diff } }, blocks: [], facts };
  });
};
