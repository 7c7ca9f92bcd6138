export interface CommitHeaders {
  /** '' for what is no commit. */
  readonly tree: string;
  readonly parents: readonly string[];
}

/** What a commit's bytes name before the message, whatever stands in it. */
export const commitHeaders = (bytes: Buffer): CommitHeaders => {
  const end = bytes.indexOf('\n\n');
  const head = bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
  return {
    tree: /^tree ([0-9a-f]{40,64})(?:\n|$)/.exec(head)?.[1] ?? '',
    parents: Array.from(head.matchAll(/^parent ([0-9a-f]{40,64})$/gm), ([, id = '']) => id),
  };
};
