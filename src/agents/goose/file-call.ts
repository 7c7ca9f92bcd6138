import { ATTR } from '../../domain/event-attributes.ts';
import { asString, field } from '../../domain/json.ts';
import { countLines } from '../../domain/count-lines.ts';
import type { LineCounts } from '../reading/diff-lines.ts';
import { countReplacedLines } from '../reading/replaced-lines.ts';
import { countDiffLines } from '../reading/unified-diff.ts';
import { replacedTexts, type ToolCall } from './tool-call.ts';
import type { ToolResult } from './tool-result.ts';

/** What a call says of the file that it changes. Whether it went well is known with its result alone. */
export const fileFacts = (call: ToolCall): { readonly [key: string]: unknown } => {
  const lines = linesOf(call);
  return {
    [ATTR.fileBefore]: isWrite(call) ? 'unknown' : undefined,
    [ATTR.linesAdded]: lines?.added,
    [ATTR.linesRemoved]: lines?.removed,
    [ATTR.fullText]: fullText(call) === undefined ? undefined : true,
  };
};

const isWrite = (call: ToolCall): boolean =>
  call.tool === 'write' || call.tool === 'write_file' || field(call.input, 'command') === 'write';

/** The file's whole text after a write. `text_editor` ends it with a line end where it has none. */
export const fullText = (call: ToolCall): string | undefined => {
  if (!isWrite(call)) return undefined;
  const text = asString(field(call.input, 'content'));
  if (text !== undefined) return text;
  const written = asString(field(call.input, 'file_text'));
  return written === undefined || written.endsWith('\n') ? written : `${written}\n`;
};

const linesOf = (call: ToolCall): LineCounts | undefined => {
  const diff = asString(field(call.input, 'diff'));
  if (diff !== undefined && diff.includes('@@')) return countDiffLines(diff);
  const [before, after] = replacedTexts(call);
  if (field(call.input, 'command') === 'insert' && after !== undefined) return { added: countLines(after), removed: 0 };
  return before === undefined || after === undefined ? undefined : countReplacedLines(before, after);
};

/** What the result of `write` (2026) says: `Created <path> (3 lines)` or `Wrote <path> (3 lines)`. */
export const writtenFacts = (call: ToolCall, result: ToolResult): { readonly [key: string]: unknown } => {
  if (!isWrite(call) || result.is_error) return {};
  const created = result.text.startsWith('Created ');
  const text = fullText(call);
  return {
    [ATTR.fileBefore]: created ? 'create' : result.text.startsWith('Wrote ') ? 'update' : undefined,
    [ATTR.linesAdded]: created && text !== undefined ? countLines(text) : undefined,
    [ATTR.linesRemoved]: created ? 0 : undefined,
  };
};
