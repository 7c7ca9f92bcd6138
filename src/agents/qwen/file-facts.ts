import { ATTR } from '../../domain/event-attributes.ts';
import { asCount, asString, at, field } from '../../domain/json.ts';
import { countDiffLines } from '../reading/unified-diff.ts';
import { type ToolCall, wentWell } from './tool-call.ts';

/** What a call of `write_file` or `edit` says of the file before it, and of the lines that it changed. */
export const fileFacts = (call: ToolCall): { readonly [key: string]: unknown } => {
  const lines = wentWell(call) ? linesOf(call.result?.display) : undefined;
  return {
    [ATTR.fileBefore]: fileBefore(call),
    [ATTR.linesAdded]: lines?.added,
    [ATTR.linesRemoved]: lines?.removed,
    [ATTR.fullText]: fullText(call) === undefined ? undefined : true,
  };
};

/**
 * The file's whole text after the call: `newContent` holds what a person may have changed in the proposal. Long texts
 * are cut in the log (0.8 and later, over 16,000 characters: `newContentTruncated`); what `write_file` was given is not.
 */
export const fullText = (call: ToolCall): string | undefined => {
  if (!wentWell(call)) return undefined;
  const display = call.result?.display;
  const shown = at(display, 'newContentTruncated') === true ? undefined : asString(at(display, 'newContent'));
  if (shown !== undefined || call.name !== 'write_file') return shown;
  const changed = (asCount(at(display, 'diffStat', 'user_added_lines')) ?? 0) > 0;
  return changed ? undefined : asString(field(call.args, 'content'));
};

/** The fixed openings of the tools' answers (0.15), else the text before: null for none (0.2x and later). */
const fileBefore = (call: ToolCall): 'create' | 'update' | 'unknown' | undefined => {
  if (!wentWell(call)) return undefined;
  const output = call.result?.output ?? '';
  if (/^(?:Successfully created and wrote to new file|Created new file)\b/.test(output)) return 'create';
  if (/^(?:Successfully overwrote file|Successfully modified file|The file: .{1,4096} has been updated)/.test(output))
    return 'update';
  const before = field(call.result?.display, 'originalContent');
  if (before === null) return 'create';
  if (typeof before === 'string' && before !== '') return 'update';
  return call.name === 'write_file' ? 'unknown' : undefined;
};

const linesOf = (display: unknown): { readonly added: number; readonly removed: number } | undefined => {
  const diff = at(display, 'fileDiffTruncated') === true ? undefined : asString(at(display, 'fileDiff'));
  if (diff !== undefined && diff.includes('@@')) return countDiffLines(diff);
  const count = (name: string): number | undefined => asCount(at(display, 'diffStat', name));
  const added = count('model_added_lines');
  const removed = count('model_removed_lines');
  if (added === undefined || removed === undefined) return undefined;
  return { added: added + (count('user_added_lines') ?? 0), removed: removed + (count('user_removed_lines') ?? 0) };
};
