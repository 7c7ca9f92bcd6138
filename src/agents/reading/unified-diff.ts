import { countHunkLines, linesIn, type LineCounts } from './diff-lines.ts';

/** Counts the lines that a unified diff of one or more files adds and removes: only what stands in its hunks. */
export const countDiffLines = (diff: string): LineCounts => countHunkLines(hunkLines(diff));

const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/;

/** By the counts in each hunk's header, so that a removed line that reads `-- x` is no header of a file. */
function* hunkLines(diff: string): Generator<string> {
  let before = 0;
  let after = 0;
  for (const line of linesIn(diff)) {
    const header = before > 0 || after > 0 ? null : HUNK.exec(line);
    if (header !== null) {
      before = Number(header[1] ?? 1);
      after = Number(header[2] ?? 1);
    } else if (before > 0 || after > 0) {
      if (!line.startsWith('+') && !line.startsWith('\\')) before--;
      if (!line.startsWith('-') && !line.startsWith('\\')) after--;
      yield line;
    }
  }
}
