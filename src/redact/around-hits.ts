import type { ValueFinder } from './find-values.ts';
import { type Reach, reachIn } from './reach.ts';

/** Further than any rule looks for what a value is called, and than a value is long. */
const NEAR = 5 * 1024;
/** The head of a table is as far away as 50 rows of one that people wrote, or some hundreds of CSV. */
const BEFORE_CELL = 32 * 1024;
const MAX_LINE = 1000;

/** The parts of a text in which something stands that is looked for, each once; a short text whole. */
export const aroundHits = (text: string, finder: ValueFinder): readonly string[] => {
  const windows: { start: number; end: number }[] = [];
  let reach: Reach | undefined;
  for (let hit = finder.next(text, 0); hit !== undefined; hit = finder.next(text, hit.end)) {
    const { back, ahead } = (reach ??= reachIn(text));
    const last = windows.at(-1);
    const end = ahead(hit.end, NEAR);
    const before = windows.at(-2)?.end ?? 0;
    // a text may hold millions of hits side by side: their window goes back far enough, wherever they stand
    const isFar = last !== undefined && last.start <= Math.max(before, back(hit.start, BEFORE_CELL));
    const start =
      isFar && back(hit.start, NEAR) <= last.end
        ? last.start
        : back(hit.start, isInRow(text, hit.start) ? BEFORE_CELL : NEAR);
    if (last === undefined || start > last.end) {
      windows.push({ start, end });
      continue;
    }
    last.start = Math.min(last.start, Math.max(start, before));
    last.end = end;
  }
  return windows.map(({ start, end }) => text.slice(start, end));
};

/** Of a table: its line begins with a bar, or a cell ends before it. Line ends may be escaped. */
const isInRow = (text: string, at: number): boolean => {
  const near = text.slice(Math.max(0, at - MAX_LINE), at);
  if (/(?:[,;|│\t]|\\t| {2}) {0,8}\\?["']?$/.test(near.slice(-12))) return true;
  const escaped = near.lastIndexOf('\\n');
  const begin = Math.max(near.lastIndexOf('\n') + 1, escaped === -1 ? 0 : escaped + 2);
  return /^[ \t]{0,8}[|│]/.test(near.slice(begin, begin + 9));
};
