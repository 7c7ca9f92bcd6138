import type { ValueFinder } from './find-values.ts';

/**
 * What tells of a value stands before it in most forms, the head of a table as far away as 50 rows. A window is larger
 * than any rule looks, but for the widest of tables.
 */
const BEFORE = 32 * 1024;
const AFTER = 4 * 1024;

/** The parts of a text in which something stands that is looked for, each once; a short text whole. */
export const aroundHits = (text: string, finder: ValueFinder): readonly string[] => {
  const windows: { start: number; end: number }[] = [];
  for (let hit = finder.next(text, 0); hit !== undefined; hit = finder.next(text, hit.end)) {
    const last = windows.at(-1);
    const end = Math.min(text.length, hit.end + AFTER);
    if (last !== undefined && hit.start - BEFORE <= last.end) last.end = end;
    else windows.push({ start: Math.max(0, hit.start - BEFORE), end });
  }
  return windows.map(({ start, end }) => text.slice(start, end));
};
