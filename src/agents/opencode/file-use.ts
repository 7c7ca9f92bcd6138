import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asCount, asString, at, field } from '../../domain/json.ts';
import { countLines } from '../../domain/count-lines.ts';
import type { LineCounts } from '../reading/diff-lines.ts';
import { countDiffLines } from '../reading/unified-diff.ts';
import type { ToolUse } from './tool-use.ts';

/** What a use of `write`, `edit` or `multiedit` says of the file before it, and of the lines that it changed. */
export const fileFacts = (use: ToolUse): { readonly [key: string]: unknown } => {
  const lines = use.status === 'completed' ? linesOf(use) : undefined;
  return {
    [ATTR.fileBefore]: fileBefore(use),
    [ATTR.linesAdded]: lines?.added,
    [ATTR.linesRemoved]: lines?.removed,
    [ATTR.fullText]: fullText(use) === undefined ? undefined : true,
  };
};

/** The file's whole text after a `write`; after an edit only until 1.0 (`filediff.after`). */
export const fullText = (use: ToolUse): string | undefined => {
  if (use.status !== 'completed') return undefined;
  const after = asString(at(use.metadata, 'filediff', 'after'));
  return use.name === 'write' ? (asString(field(use.input, 'content')) ?? after) : after;
};

/** `metadata.exists` of a write; an edit that replaces nothing (`oldString: ""`) writes a file that need not be there. */
const fileBefore = (use: ToolUse): 'create' | 'update' | 'unknown' => {
  if (use.name === 'write') {
    const exists = field(use.metadata, 'exists');
    if (typeof exists !== 'boolean') return 'unknown';
    return exists ? 'update' : 'create';
  }
  return use.name === 'edit' && field(use.input, 'oldString') === '' ? 'unknown' : 'update';
};

const linesOf = (use: ToolUse): LineCounts | undefined => {
  const single = field(use.metadata, 'filediff');
  const all =
    single === undefined ? asArray(field(use.metadata, 'results')).map((one) => field(one, 'filediff')) : [single];
  const counted = all.flatMap((diff) => countsOf(diff) ?? []);
  if (counted.length > 0 && counted.length === all.length) return sum(counted);
  const diff = asString(field(use.metadata, 'diff'));
  if (diff !== undefined && diff.includes('@@')) return countDiffLines(diff);
  const written = use.name === 'write' && field(use.metadata, 'exists') === false ? fullText(use) : undefined;
  return written === undefined ? undefined : { added: countLines(written), removed: 0 };
};

const sum = (counts: readonly LineCounts[]): LineCounts => ({
  added: counts.reduce((total, one) => total + one.added, 0),
  removed: counts.reduce((total, one) => total + one.removed, 0),
});

export const countsOf = (diff: unknown): LineCounts | undefined => {
  const added = asCount(field(diff, 'additions'));
  const removed = asCount(field(diff, 'deletions'));
  return added === undefined || removed === undefined ? undefined : { added, removed };
};
