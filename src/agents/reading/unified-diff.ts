import { diffLines } from '../../domain/unified-diff.ts';
import { countHunkLines, type LineCounts } from './diff-lines.ts';

/** Counts the lines that a unified diff of one or more files adds and removes: only what stands in its hunks. */
export const countDiffLines = (diff: string): LineCounts => countHunkLines(diffLines(diff, 'hunks'));
