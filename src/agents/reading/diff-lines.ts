export interface LineCounts {
  readonly added: number;
  readonly removed: number;
}

/** Counts the `+` and `-` lines of a hunk's body (no file headers in it); what is no text is passed over. */
export const countHunkLines = (lines: Iterable<unknown>): LineCounts => {
  let added = 0;
  let removed = 0;
  for (const line of lines) {
    if (typeof line !== 'string') continue;
    if (line.startsWith('+')) added++;
    else if (line.startsWith('-')) removed++;
  }
  return { added, removed };
};

/** Lines in a text as git counts them: a last one without a line end counts too. */
export const countLines = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return text === '' || text.endsWith('\n') ? count : count + 1;
};

/** The lines of a text, one by one: all lines of a long text take several times what it does. */
export function* linesIn(text: string): Generator<string> {
  for (let at = 0; ;) {
    const end = text.indexOf('\n', at);
    yield end === -1 ? text.slice(at) : text.slice(at, end);
    if (end === -1) return;
    at = end + 1;
  }
}
