export interface CommitHeaders {
  /** '' for what is no commit. */
  readonly tree: string;
  readonly parents: readonly string[];
  /** When it was committed, in seconds since 1970; null where it does not say so. */
  readonly time: number | null;
}

/**
 * What a commit's bytes name before the message, whatever stands in it. As git reads them: parents follow the tree, and a
 * line ends with a line feed alone. A name may hold a carriage return, behind which `^` of an expression finds a line. Ids
 * may be in capitals there, and are not here.
 */
export const commitHeaders = (bytes: Buffer): CommitHeaders => {
  const end = bytes.indexOf('\n\n');
  const [first = '', ...rest] = bytes.toString('latin1', 0, end < 0 ? bytes.length : end).split('\n');
  const tree = /^tree ([0-9a-fA-F]{40,64})$/.exec(first)?.[1]?.toLowerCase();
  if (tree === undefined) return { tree: '', parents: [], time: null };
  const ids = rest.map((line) => /^parent ([0-9a-fA-F]{40,64})$/.exec(line)?.[1]?.toLowerCase());
  const last = ids.indexOf(undefined);
  const parents = ids.slice(0, last < 0 ? ids.length : last).flatMap((id) => id ?? []);
  const committer = rest.find((line) => line.startsWith('committer ')) ?? '';
  const time = /> (\d{1,15}) [+-]\d{4}$/.exec(committer)?.[1];
  return { tree, parents, time: time === undefined ? null : Number(time) };
};

/** A commit's message: what follows the first empty line. */
export const messageOf = (commit: Buffer): string => {
  const at = commit.indexOf('\n\n');
  return at < 0 ? '' : commit.toString('utf8', at + 2);
};
