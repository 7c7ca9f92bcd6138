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
