import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, field } from '../../domain/json.ts';
import type { Block, EventType } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { countLines } from '../../domain/count-lines.ts';
import { languageOf } from '../reading/language-of.ts';
import { countDiffLines } from '../reading/unified-diff.ts';
import { ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import { finalTextIn } from './final-text.ts';
import type { Shown } from './ui-state.ts';
import { checklistEvents } from './plan.ts';
import { blocksOf } from './search-replace.ts';
import { absolute, callAttributes, hasFailed } from './tool-call.ts';

/** A tool that was shown: `{tool, path?, content?, diff?, regex? …}`, by what it does. */
export const toolShown = (told: unknown, shown: Shown): MappedRecord => {
  const tool = asText(field(told, 'tool'));
  switch (tool) {
    case undefined:
      return ignored(shown.kind, 'a tool without a name');
    case 'newFileCreated':
    case 'editedExistingFile':
    case 'appliedDiff': // Roo Code, as the next two
    case 'insertContent':
    case 'searchAndReplace':
    case 'fileDeleted':
      return changed(tool, told, shown);
    case 'summarizeTask': {
      const type = { type: 'Custom', data: { kind: CUSTOM.compaction } } as const;
      const blocks = textBlocks(asString(field(told, 'content')));
      return understood([shown.scope.event({ type, blocks, attributes: { [ATTR.rawType]: 'summarizeTask' } })]);
    }
    case 'updateTodoList':
      return understood([...checklistEvents(asString(field(told, 'content')) ?? todoList(told), shown.scope, {})]);
    default:
      return looked(tool, told, shown);
  }
};

const todoList = (told: unknown): string =>
  asArray(field(told, 'todos'))
    .map((item) => `[${MARKS.get(asText(field(item, 'status')) ?? '') ?? ' '}] ${asText(field(item, 'content')) ?? ''}`)
    .join('\n');

const MARKS: ReadonlyMap<string, string> = new Map([
  ['completed', 'x'],
  ['in_progress', '-'],
]);

/** Tools that change nothing. */
const looked = (tool: string, told: unknown, { kind, index, scope, state }: Shown): MappedRecord => {
  const id = `tool-${index + 1}`;
  const attributes = {
    ...callAttributes({ id, name: tool }),
    [ATTR.rawType]: kind,
    [ATTR.toolKind]: KINDS.get(tool) ?? 'other',
  };
  const types = lookedAt(tool, told, state.talk.cwd);
  const events = types.map((type) => scope.event({ type, attributes }));
  return KINDS.has(tool) ? understood(events) : unknown(`tool/${tool}`, events);
};

const KINDS: ReadonlyMap<string, string> = new Map([
  ['readFile', 'file_read'],
  ['listFilesTopLevel', 'file_read'],
  ['listFilesRecursive', 'file_read'],
  ['listCodeDefinitionNames', 'file_read'],
  ['searchFiles', 'search'],
  ['codebaseSearch', 'search'],
  ['webFetch', 'web'],
  ['webSearch', 'web'],
  ['useSkill', 'other'],
  ['skill', 'other'],
  ['switchMode', 'other'],
  ['newTask', 'task'],
  ['finishTask', 'task'],
  ['fetchInstructions', 'other'],
  ['runSlashCommand', 'other'],
]);

const lookedAt = (tool: string, told: unknown, cwd: string | undefined): readonly EventType[] => {
  const path = asText(field(told, 'path'));
  const query = asText(field(told, 'regex')) ?? asText(field(told, 'query')) ?? path ?? '';
  switch (tool) {
    case 'readFile': {
      const batch = asArray(field(told, 'batchFiles')).flatMap((file) => asText(field(file, 'path')) ?? []);
      const paths = batch.length > 0 ? batch.slice(0, 200) : [path];
      return paths.map((one) => ({ type: 'FileRead', data: { path: absolute(one, cwd) } }));
    }
    case 'searchFiles':
    case 'codebaseSearch':
      return [{ type: 'CodeSearch', data: { query } }];
    case 'webFetch':
      return [{ type: 'WebFetch', data: { url: query } }];
    case 'webSearch':
      return [{ type: 'WebSearch', data: { query } }];
    default:
      return [{ type: 'ToolCall', data: { name: tool } }];
  }
};

/**
 * A change that was shown, and what the model was told of it. A new file is shown with its whole text; of an edited one
 * the text holds the SEARCH/REPLACE blocks (3.x), the whole new text, or a patch (`diff`, 2.x and Roo Code).
 */
const changed = (tool: string, told: unknown, { kind, index, scope, state }: Shown): MappedRecord => {
  const named = asText(field(told, 'path'));
  const path = absolute(named, state.talk.cwd);
  const answer = named === undefined ? undefined : state.results.ofFile(named);
  const id = `tool-${index + 1}`;
  const result =
    answer === undefined
      ? undefined
      : { outcomes: [{ text: answer, success: undefined, error: undefined }], is_error: false, at: undefined };
  const failed = hasFailed({ id, name: tool, input: undefined, result });
  const change = changeOf(tool, {
    path,
    content: asString(field(told, 'content')),
    diff: asString(field(told, 'diff')),
    answer: failed ? undefined : answer,
  });
  const call = { ...callAttributes({ id, name: tool }), [ATTR.rawType]: kind };
  const noEffect = { [ATTR.noEffect]: failed ? true : undefined };
  const event = scope.event({
    type: change.type,
    blocks: change.blocks,
    attributes: { ...call, [ATTR.toolKind]: 'file_write', ...change.facts, ...noEffect },
  });
  if (answer === undefined) return understood([event]);
  const type = { type: 'ToolResult', data: { name: tool, is_error: failed, call_id: id } } as const;
  return understood([event, scope.event({ type, blocks: textBlocks(answer), attributes: { ...call, ...noEffect } })]);
};

interface ShownChange {
  readonly path: string;
  readonly content: string | undefined;
  readonly diff: string | undefined;
  readonly answer: string | undefined;
}

interface Change {
  readonly type: EventType;
  readonly blocks: readonly Block[];
  readonly facts: { readonly [key: string]: unknown };
}

const changeOf = (tool: string, change: ShownChange): Change => {
  const { path } = change;
  if (tool === 'fileDeleted') return { type: { type: 'FileDelete', data: { path } }, blocks: [], facts: {} };
  return tool === 'newFileCreated' ? createdFile(change) : editedFile(tool, change);
};

const createdFile = ({ path, content, diff, answer }: ShownChange): Change => {
  const whole = finalTextIn(answer ?? '') ?? content ?? (diff?.includes('@@') === true ? undefined : diff);
  const lines = whole === undefined ? {} : { [ATTR.linesAdded]: countLines(whole), [ATTR.linesRemoved]: 0 };
  return {
    type: { type: 'FileCreate', data: { path } },
    ...texts(path, whole),
    facts: { [ATTR.fileBefore]: 'create', ...lines, ...known(whole) },
  };
};

const editedFile = (tool: string, { path, content, diff, answer }: ShownChange): Change => {
  const shown = diff ?? content ?? '';
  const { blocks, lines: replaced, diff: hunks } = blocksOf(shown);
  const isPatch = blocks === 0 && /^@@ -\d/m.test(shown);
  const lines = isPatch ? countDiffLines(shown) : replaced;
  // a file that was written over is shown with its whole new text
  const isWhole = blocks === 0 && !isPatch && tool === 'editedExistingFile';
  const whole = finalTextIn(answer ?? '') ?? (isWhole ? content : undefined);
  const facts = { [ATTR.fileBefore]: 'update', [ATTR.linesAdded]: lines?.added, [ATTR.linesRemoved]: lines?.removed };
  return {
    type: { type: 'FileEdit', data: { path, ...(isPatch || hunks !== '' ? { diff: isPatch ? shown : hunks } : {}) } },
    ...texts(path, whole),
    facts: { ...facts, ...known(whole) },
  };
};

const known = (whole: string | undefined): Change['facts'] => (whole === undefined ? {} : { [ATTR.fullText]: true });

const texts = (path: string, code: string | undefined): { readonly blocks: readonly Block[] } => {
  if (code === undefined) return { blocks: [] };
  const language = languageOf(path);
  return { blocks: [{ type: 'Code', code, ...(language === undefined ? {} : { language }) }] };
};
