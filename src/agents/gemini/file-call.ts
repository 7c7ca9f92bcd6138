import { ATTR } from '../../domain/event-attributes.ts';
import { asCount, asString, at, field } from '../../domain/json.ts';
import { countDiffLines } from '../reading/unified-diff.ts';
import type { ToolCall } from './tool-call.ts';

/** What a call of `write_file` or `replace` says of the file before it, and of the lines that it changed. */
export const fileFacts = (call: ToolCall): { readonly [key: string]: unknown } => {
  const lines = linesOf(call);
  return {
    [ATTR.fileBefore]: fileBefore(call),
    [ATTR.linesAdded]: lines?.added,
    [ATTR.linesRemoved]: lines?.removed,
    [ATTR.fullText]: fullText(call) === undefined ? undefined : true,
  };
};

/**
 * The file's whole text after the call, when the call went well: `newContent` holds what a person may have changed in
 * the proposal; before 0.3x only the text that `write_file` was given.
 */
export const fullText = (call: ToolCall): string | undefined => {
  if (call.status !== 'success') return undefined;
  const shown = asString(at(call.display, 'newContent'));
  return shown ?? (call.name === 'write_file' ? asString(field(call.args, 'content')) : undefined);
};

const CREATED = /^(?:Successfully created and wrote to new file|Created new file)\b/;

/** `isNewFile` (0.4x and later), else the fixed opening of the tool's answer. */
const fileBefore = (call: ToolCall): 'create' | 'update' | 'unknown' | undefined => {
  const isNew = at(call.display, 'isNewFile');
  if (typeof isNew === 'boolean') return isNew ? 'create' : 'update';
  const output = call.response?.is_error === false ? call.response.output : '';
  if (CREATED.test(output)) return 'create';
  if (/^Successfully (?:overwrote file|modified file)\b/.test(output)) return 'update';
  return call.name === 'write_file' ? 'unknown' : undefined;
};

const linesOf = (call: ToolCall): { readonly added: number; readonly removed: number } | undefined => {
  const diff = asString(at(call.display, 'fileDiff'));
  if (diff !== undefined && diff.includes('@@')) return countDiffLines(diff);
  const count = (name: string): number | undefined => asCount(at(call.display, 'diffStat', name));
  const added = count('model_added_lines');
  const removed = count('model_removed_lines');
  if (added === undefined || removed === undefined) return undefined;
  return { added: added + (count('user_added_lines') ?? 0), removed: removed + (count('user_removed_lines') ?? 0) };
};
