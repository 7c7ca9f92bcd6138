import { isTooLong } from '../reading/is-too-long.ts';
import { type CountReplaced, replacementCounter } from '../reading/replaced-lines.ts';
import { countLines } from '../../domain/count-lines.ts';
import { replacementDiff } from '../reading/replacement-diff.ts';

/** One edit that a model's answer asks for. */
export interface EditBlock {
  /** As written. */
  readonly path: string;
  readonly added: number | undefined;
  readonly removed: number | undefined;
  /** Hunks without line numbers, as far as the edit names its lines. */
  readonly diff: string;
  /** Set when the edit gives all of the file's text: a whole listing, or one that replaces nothing. */
  readonly text: string | undefined;
}

const HEAD = /^<{5,9} SEARCH>?\s*$/;
const DIVIDER = /^={5,9}\s*$/;
const UPDATED = /^>{5,9} REPLACE\s*$/;
/** Edits that are held at most. */
const MOST = 2000;

/**
 * The edits in an answer, by the edit format that Aider said it asks for: SEARCH/REPLACE blocks (`diff`, `diff-fenced`,
 * and where nothing was said), diffs without line numbers (`udiff`), listings of whole files (`whole`).
 */
export const editBlocks = (answer: string, format: string | undefined): readonly EditBlock[] => {
  const lines = answer.split('\n');
  if (format?.includes('whole') === true) return listings(lines);
  return format?.includes('udiff') === true ? unifiedDiffs(lines) : replacements(lines);
};

/** Edits as far as they are held: of more, or of longer ones, the files alone. */
export const heldBlocks = (blocks: readonly EditBlock[]): readonly EditBlock[] =>
  blocks.length > MOST || isTooLong(...blocks.flatMap(({ diff, text }) => [diff, text ?? '']))
    ? blocks
        .slice(0, MOST)
        .map(({ path }) => ({ path, added: undefined, removed: undefined, diff: '', text: undefined }))
    : blocks;

const replacements = (lines: readonly string[]): readonly EditBlock[] => {
  const blocks: EditBlock[] = [];
  const count = replacementCounter();
  let path: string | undefined;
  for (let at = 0; at < lines.length && blocks.length <= MOST; at++) {
    if (!HEAD.test((lines[at] ?? '').trim())) continue;
    path = nameAbove(lines, at) ?? path;
    const middle = indexOf(lines, at + 1, isDivider);
    const end = middle === -1 ? -1 : indexOf(lines, middle + 1, isEnd);
    if (end === -1) break; // the answer was cut
    if (path !== undefined)
      blocks.push(replacement(path, [lines.slice(at + 1, middle), lines.slice(middle + 1, end)], count));
    at = end;
  }
  return blocks;
};

/** Looks at no line before `from`: an answer may hold very many edits. */
const indexOf = (lines: readonly string[], from: number, isSought: (line: string) => boolean): number => {
  for (let at = from; at < lines.length; at++) if (isSought(lines[at] ?? '')) return at;
  return -1;
};

const isDivider = (line: string): boolean => DIVIDER.test(line.trim());
const isEnd = (line: string): boolean => isDivider(line) || UPDATED.test(line.trim());

const replacement = (
  path: string,
  [before, after]: readonly [readonly string[], readonly string[]],
  count: CountReplaced,
): EditBlock => {
  const counts = count(before, after);
  const diff = replacementDiff(joined(before), joined(after)) ?? '';
  const whole = before.every((line) => line.trim() === '');
  return { path, added: counts?.added, removed: counts?.removed, diff, text: whole ? joined(after) : undefined };
};

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** The name stands in one of the three lines above the block, with fences between. */
const nameAbove = (lines: readonly string[], at: number): string | undefined => {
  for (const line of lines.slice(Math.max(0, at - 3), at).reverse()) {
    const name = nameIn(line);
    if (name !== undefined) return name;
    if (!line.trimStart().startsWith('```')) return undefined;
  }
  return undefined;
};

/** A name without what models put around it: `**a.py**`, `` `a.py` ``, `# a.py`, `a.py:`. */
const nameIn = (line: string): string | undefined => {
  const bare = line.trim();
  if (bare === '' || bare === '...' || bare.length > 250 || bare.startsWith('```')) return undefined;
  const name = bare
    .replace(/:$/, '')
    .replace(/^#+/, '')
    .trim()
    .replaceAll(/^[`*]+|[`*]+$/g, '');
  return name === '' ? undefined : name;
};

const isFence = (line: string): boolean => line.startsWith('```');

/** In `whole`, a fenced block is a file when a name stands right above it. */
const listings = (lines: readonly string[]): readonly EditBlock[] => {
  const blocks: EditBlock[] = [];
  for (let at = 1; at < lines.length && blocks.length <= MOST; at++) {
    if (!isFence(lines[at] ?? '')) continue;
    const end = indexOf(lines, at + 1, isFence);
    if (end === -1) break;
    const path = nameIn(lines[at - 1] ?? '');
    const text = joined(lines.slice(at + 1, end));
    if (path !== undefined) blocks.push({ path, added: undefined, removed: undefined, diff: '', text });
    at = end;
  }
  return blocks;
};

const unifiedDiffs = (lines: readonly string[]): readonly EditBlock[] => {
  const blocks: EditBlock[] = [];
  let open: { path: string; lines: string[]; isNew: boolean } | undefined;
  const close = (): void => {
    if (open !== undefined && blocks.length <= MOST) blocks.push(diffBlock(open.path, open.lines, open.isNew));
    open = undefined;
  };
  for (const [at, line] of lines.entries()) {
    if (isFence(line)) close();
    else if (line.startsWith('--- ') && (lines[at + 1] ?? '').startsWith('+++ ')) close();
    else if (line.startsWith('+++ ') && (lines[at - 1] ?? '').startsWith('--- ')) {
      const before = (lines[at - 1] ?? '').slice(4).trim();
      open = { path: line.slice(4).trim(), lines: [], isNew: before === '/dev/null' };
    } else open?.lines.push(line);
  }
  close();
  return blocks;
};

const diffBlock = (path: string, lines: readonly string[], isNew: boolean): EditBlock => {
  const changed = lines.filter((line) => line.startsWith('+') || line.startsWith('-'));
  const added = changed.filter((line) => line.startsWith('+'));
  const text = isNew ? joined(added.map((line) => line.slice(1))) : undefined;
  return {
    path,
    added: added.length,
    removed: changed.length - added.length,
    diff: changed.length === 0 ? '' : `${lines.join('\n').trimEnd()}\n`,
    text,
  };
};

/** Lines that a file which was not there has now. */
export const newLines = (block: EditBlock): number | undefined =>
  block.text === undefined ? undefined : countLines(block.text);
