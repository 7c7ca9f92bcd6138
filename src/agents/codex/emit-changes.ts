import { ATTR } from '../../domain/event-attributes.ts';
import { asString, field, isObject } from '../../domain/json.ts';
import { countLines } from '../../domain/count-lines.ts';
import { languageOf } from '../reading/language-of.ts';
import { countDiffLines } from '../reading/unified-diff.ts';
import type { Change } from './patch-grammar.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { emit, type RolloutState } from './rollout-state.ts';

/** The `changes` of patch_apply_end and of a FileChange item: path → what was done. */
export const changesOf = (value: unknown): readonly Change[] =>
  isObject(value) ? Object.keys(value).flatMap((path) => changeOf(path, field(value, path)) ?? []) : [];

const changeOf = (path: string, value: unknown): Change | undefined => {
  const type = asString(field(value, 'type'));
  const content = asString(field(value, 'content'));
  if (type === 'add') return { action: 'add', path, content, ...addedLines(content) };
  if (type === 'delete') {
    return { action: 'delete', path, linesRemoved: content === undefined ? undefined : countLines(content) };
  }
  if (type !== 'update') return undefined;
  const diff = asString(field(value, 'unified_diff')) ?? '';
  const { added, removed } = countDiffLines(diff);
  const movedTo = asString(field(value, 'move_path'));
  return { action: 'update', path, movedTo, diff, linesAdded: added, linesRemoved: removed };
};

const addedLines = (content: string | undefined): Pick<Change, 'linesAdded' | 'linesRemoved'> =>
  content === undefined ? {} : { linesAdded: countLines(content), linesRemoved: 0 };

/** One file event per change; `done` false: nothing of it happened. */
export const emitChanges = (
  state: RolloutState,
  record: RolloutRecord,
  patch: { readonly id?: string; readonly changes: readonly Change[]; readonly done: boolean },
): void => {
  for (const change of patch.changes) {
    const path = change.movedTo ?? change.path;
    const attributes = {
      [ATTR.callId]: patch.id,
      [ATTR.toolName]: 'apply_patch',
      [ATTR.toolKind]: 'file_write',
      [ATTR.linesAdded]: change.linesAdded,
      [ATTR.linesRemoved]: change.linesRemoved,
      [ATTR.noEffect]: patch.done ? undefined : true,
    };
    if (change.action === 'delete') emit(state, record, { type: { type: 'FileDelete', data: { path } }, attributes });
    else if (change.action === 'add') emitAddition(state, record, { path, change, attributes });
    else {
      emit(state, record, {
        type: { type: 'FileEdit', data: { path, ...(change.diff ? { diff: change.diff } : {}) } },
        attributes: {
          ...attributes,
          [ATTR.fileBefore]: 'update',
          [ATTR.renamedFrom]: change.movedTo === undefined ? undefined : change.path,
        },
      });
    }
  }
};

/** apply_patch adds over a file that is there without a word (0.118), so the log does not say what was before. */
const emitAddition = (
  state: RolloutState,
  record: RolloutRecord,
  { path, change, attributes }: { path: string; change: Change; attributes: { readonly [key: string]: unknown } },
): void => {
  const code = change.content;
  const language = languageOf(path);
  emit(state, record, {
    type: { type: 'FileCreate', data: { path } },
    blocks: code === undefined ? [] : [{ type: 'Code', code, ...(language === undefined ? {} : { language }) }],
    attributes: {
      ...attributes,
      [ATTR.fileBefore]: 'unknown',
      [ATTR.fullText]: code === undefined ? undefined : true,
    },
  });
};
