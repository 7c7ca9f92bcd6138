import type { LineCounts } from '../reading/diff-lines.ts';
import { isTooLong } from '../reading/is-too-long.ts';
import { replacementCounter } from '../reading/replaced-lines.ts';
import { replacedLines, UNKNOWN } from './changed-lines.ts';

/** What a text of SEARCH/REPLACE blocks changes. */
interface Replacements {
  /** Of a text that is too long to be taken apart 1 stands for any number. */
  readonly blocks: number;
  /** Undefined when a block is not closed, and when they are too long or too many to compare. */
  readonly lines: LineCounts | undefined;
  /** One hunk for each block, without line numbers. */
  readonly diff: string;
}

const SEARCH = /^[-<]{3,} ?SEARCH>?$/;
const REPLACE = /^[+>]{3,} ?REPLACE>?$/;
/** In a text of many lines. */
const ANY = new RegExp(REPLACE, 'm');
const BETWEEN = /^={3,}$/;

/**
 * The blocks of `replace_in_file`: `------- SEARCH`, `=======`, `+++++++ REPLACE` (3.2x and later; `<<<<<<< SEARCH` and
 * `>>>>>>> REPLACE` before, and in Roo Code, which puts `:start_line:N` and `-------` below the first).
 */
export const blocksOf = (diff: string): Replacements => {
  if (isTooLong(diff)) return { blocks: ANY.test(diff) ? 1 : 0, ...UNKNOWN };
  const { closed, isOpen } = splitBlocks(diff.split(/\r?\n/));
  const count = replacementCounter();
  const replaced = closed.map(({ old, fresh }) => replacedLines(old, fresh, { count }));
  const sum = (side: keyof LineCounts): number =>
    replaced.reduce((total, { lines }) => total + (lines?.[side] ?? 0), 0);
  const known = closed.length > 0 && !isOpen && replaced.every(({ lines }) => lines !== undefined);
  return {
    blocks: closed.length,
    lines: known ? { added: sum('added'), removed: sum('removed') } : undefined,
    diff: replaced.map((one) => one.diff).join(''),
  };
};

interface Block {
  readonly old: readonly string[];
  readonly fresh: readonly string[];
}

const splitBlocks = (lines: readonly string[]): { readonly closed: readonly Block[]; readonly isOpen: boolean } => {
  const closed: Block[] = [];
  let old: string[] | undefined;
  let fresh: string[] | undefined;
  for (const line of lines) {
    if (old === undefined) old = SEARCH.test(line) ? [] : undefined;
    else if (fresh === undefined) {
      if (BETWEEN.test(line)) fresh = [];
      else if (old.length > 0 || !PLACE.test(line)) old.push(line);
    } else if (REPLACE.test(line)) {
      closed.push({ old, fresh });
      old = fresh = undefined;
    } else fresh.push(line);
  }
  return { closed, isOpen: old !== undefined };
};

/** Roo Code's place of a block, above its text. */
const PLACE = /^(?::(?:start|end)_line: ?\d+|-{5,})$/;
