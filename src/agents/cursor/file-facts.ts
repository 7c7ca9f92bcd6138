import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asCount, asString, at, field } from '../../domain/json.ts';
import { countLines } from '../../domain/count-lines.ts';
import { linesIn } from '../../domain/unified-diff.ts';
import { countHunkLines, type LineCounts } from '../reading/diff-lines.ts';
import { countDiffLines } from '../reading/unified-diff.ts';
import { changedLines } from './changed-lines.ts';
import { toolOf } from './tool-name.ts';
import { inputText, type ToolUse } from './tool-use.ts';

/** What a use of an editing tool says of the file before it, and of the lines that it changed. */
export const fileFacts = (use: ToolUse): { readonly [key: string]: unknown } => {
  const lines = linesOf(use);
  return {
    [ATTR.fileBefore]: fileBefore(use),
    [ATTR.linesAdded]: lines?.added,
    [ATTR.linesRemoved]: lines?.removed,
  };
};

/** The file's whole text afterwards: what was written, or what the IDE kept of it. */
export const fullText = (use: ToolUse): string | undefined => {
  const own = use.contents?.after ?? asString(field(use.payload, 'afterFullFileContent'));
  if (own !== undefined || toolOf(use.name) !== 'write') return own;
  return asString(field(use.input, 'contents')) ?? asString(field(use.input, 'content'));
};

/** `fileWasCreated`, `isNewFile`: an empty text before may be a file that was not there, so it says nothing. */
const fileBefore = (use: ToolUse): 'create' | 'update' | 'unknown' | undefined => {
  if (field(use.payload, 'fileWasCreated') === true || field(use.payload, 'isNewFile') === true) return 'create';
  const before = use.contents?.before ?? asString(field(use.payload, 'beforeFullFileContent'));
  if (before !== undefined && before !== '') return 'update';
  if (toolOf(use.name) === 'write' || use.contents !== undefined) return 'unknown';
  if (use.name.startsWith('edit_file')) return (ofDiff(use.payload)?.removed ?? 0) > 0 ? 'update' : 'unknown';
  return inputText(use, 'old_string', 'oldString') === undefined ? undefined : 'update';
};

const linesOf = (use: ToolUse): LineCounts | undefined =>
  ofContents(use) ?? ofPayload(use.payload) ?? ofDiff(use.payload) ?? ofStrings(use);

const ofContents = ({ contents }: ToolUse): LineCounts | undefined =>
  contents?.before === undefined ? undefined : changedLines(contents.before, contents.after);

/** Counts of 0 are not written. */
const ofPayload = (payload: unknown): LineCounts | undefined => {
  const added = asCount(field(payload, 'linesAdded')) ?? asCount(field(payload, 'linesCreated'));
  const removed = asCount(field(payload, 'linesRemoved'));
  return added === undefined && removed === undefined ? undefined : { added: added ?? 0, removed: removed ?? 0 };
};

/** `diff.chunks[]` of the IDE's `edit_file` (until 2.x), each with its lines or their counts. */
const ofDiff = (payload: unknown): LineCounts | undefined => {
  const chunks = asArray(at(payload, 'diff', 'chunks'));
  if (chunks.length === 0) {
    const text = asString(field(payload, 'diffString'));
    if (text === undefined) return undefined;
    return text.includes('@@') ? countDiffLines(text) : countHunkLines(linesIn(text));
  }
  const counts = chunks.map(
    (chunk) => ofPayload(chunk) ?? countHunkLines(asString(field(chunk, 'diffString'))?.split('\n') ?? []),
  );
  return {
    added: counts.reduce((sum, { added }) => sum + added, 0),
    removed: counts.reduce((sum, { removed }) => sum + removed, 0),
  };
};

/** The diff of an edit as the store holds it. */
export const diffOf = (use: ToolUse): string | undefined => {
  const chunks = asArray(at(use.payload, 'diff', 'chunks')).flatMap(
    (chunk) => asString(field(chunk, 'diffString')) ?? [],
  );
  const text = chunks.length > 0 ? chunks.join('\n') : asString(field(use.payload, 'diffString'));
  return text === '' ? undefined : text;
};

const ofStrings = (use: ToolUse): LineCounts | undefined => {
  if (field(use.input, 'replace_all') === true) return undefined;
  const old = asString(field(use.input, 'old_string'));
  const now = asString(field(use.input, 'new_string'));
  if (old !== undefined && now !== undefined) return changedLines(old, now);
  const whole = fileBefore(use) === 'create' ? fullText(use) : undefined;
  return whole === undefined ? undefined : { added: countLines(whole), removed: 0 };
};
