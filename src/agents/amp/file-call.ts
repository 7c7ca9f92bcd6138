import { ATTR } from '../../domain/event-attributes.ts';
import { asString, field } from '../../domain/json.ts';
import type { LineCounts } from '../reading/diff-lines.ts';
import { countReplacedLines } from '../reading/replaced-lines.ts';
import { countDiffLines } from '../reading/unified-diff.ts';
import { runDiff } from './tool-run.ts';
import { replacedTexts, type ToolCall } from './tool-call.ts';

/** What a call says of the file before it, and of the lines that it changed. */
export const fileFacts = (call: ToolCall): { readonly [key: string]: unknown } => {
  const lines = linesOf(call);
  return {
    // create_file writes over a file that is there, and its result says the same in both cases
    [ATTR.fileBefore]: isWrite(call) ? 'unknown' : undefined,
    [ATTR.linesAdded]: lines?.added,
    [ATTR.linesRemoved]: lines?.removed,
    [ATTR.fullText]: fullText(call) === undefined ? undefined : true,
  };
};

/** The file's whole text after `create_file`. */
export const fullText = (call: ToolCall): string | undefined =>
  isWrite(call) && call.run?.status === 'done' ? asString(field(call.input, 'content')) : undefined;

const isWrite = ({ name }: ToolCall): boolean => name === 'create_file' || name === 'write_file';

/** From the diff in the result; else from the two texts, when they were exchanged once. */
const linesOf = (call: ToolCall): LineCounts | undefined => {
  if (call.run?.status !== 'done') return undefined;
  const diff = runDiff(call.run);
  if (diff !== undefined) return countDiffLines(diff);
  const texts = replacedTexts(call);
  return texts === undefined ? undefined : countReplacedLines(...texts);
};
