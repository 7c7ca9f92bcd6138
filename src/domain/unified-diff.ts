/** The lines of a text, one by one: all lines of a long text take several times what it does. */
export function* linesIn(text: string): Generator<string> {
  for (let at = 0; ;) {
    const end = text.indexOf('\n', at);
    yield end === -1 ? text.slice(at) : text.slice(at, end);
    if (end === -1) return;
    at = end + 1;
  }
}

const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/;

/**
 * Of a unified diff of one or more files the lines that stand in its hunks, or those that do not. By the counts in each
 * hunk's header, so that a removed line that reads `-- x` is no header of a file.
 */
export function* diffLines(diff: string, part: 'hunks' | 'headers'): Generator<string> {
  let before = 0;
  let after = 0;
  for (const line of linesIn(diff)) {
    const isBody = before > 0 || after > 0;
    const header = isBody ? null : HUNK.exec(line);
    if (header !== null) {
      before = Number(header[1] ?? 1);
      after = Number(header[2] ?? 1);
    } else if (isBody) {
      if (!line.startsWith('+') && !line.startsWith('\\')) before--;
      if (!line.startsWith('-') && !line.startsWith('\\')) after--;
    }
    if (isBody ? part === 'hunks' : part === 'headers') yield line;
  }
}
