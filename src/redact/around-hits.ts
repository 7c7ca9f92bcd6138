import type { ValueFinder } from './find-values.ts';
import { hasLongWord, reach } from './reach.ts';

/** Further than any rule looks for what a value is called, and than a value is long. */
const NEAR = 5 * 1024;
/** The head of a table is as far away as 50 rows of one that people wrote, or some hundreds of CSV. */
const BEFORE_CELL = 32 * 1024;
const MAX_LINE = 1000;

/** The parts of a text in which something stands that is looked for, each once; a short text whole. */
export const aroundHits = (text: string, finder: ValueFinder): readonly string[] => {
  const isWide = text.length > NEAR && hasLongWord(text);
  const windows: { start: number; end: number }[] = [];
  for (let hit = finder.next(text, 0); hit !== undefined; hit = finder.next(text, hit.end)) {
    const last = windows.at(-1);
    const end = Math.max(last?.end ?? 0, endOf(text, hit.end, { isWide, last: last?.end ?? 0 }));
    const before = windows.at(-2)?.end ?? 0;
    // a text may hold millions of hits side by side: their window goes back far enough, wherever they stand
    const isFar = last !== undefined && last.start <= Math.max(before, hit.start - BEFORE_CELL);
    const start =
      isFar && hit.start - NEAR <= last.end ? last.start : startOf(text, hit.start, { isWide, last: last?.end ?? 0 });
    if (last === undefined || start > last.end) {
      windows.push({ start, end });
      continue;
    }
    last.start = Math.min(last.start, Math.max(start, before));
    last.end = end;
  }
  return windows.map(({ start, end }) => text.slice(start, end));
};

interface Around {
  /** Where a long word stands (reach.ts), what is near is further away. */
  readonly isWide: boolean;
  /** Where the window before ends. */
  readonly last: number;
}

const endOf = (text: string, at: number, { isWide, last }: Around): number =>
  isWide && at + NEAR > last
    ? reach(text, at, { near: NEAR, step: 1, limit: text.length })
    : Math.min(text.length, at + NEAR);

const startOf = (text: string, at: number, { isWide, last }: Around): number => {
  const near = isInRow(text, at) ? BEFORE_CELL : NEAR;
  return isWide && at > last ? reach(text, at, { near, step: -1, limit: last }) : Math.max(0, at - near);
};

/** Of a table: its line begins with a bar, or a cell ends before it. Line ends may be escaped. */
const isInRow = (text: string, at: number): boolean => {
  const near = text.slice(Math.max(0, at - MAX_LINE), at);
  if (/(?:[,;|│\t]|\\t| {2}) {0,8}\\?["']?$/.test(near.slice(-12))) return true;
  const escaped = near.lastIndexOf('\\n');
  const begin = Math.max(near.lastIndexOf('\n') + 1, escaped === -1 ? 0 : escaped + 2);
  return /^[ \t]{0,8}[|│]/.test(near.slice(begin, begin + 9));
};
