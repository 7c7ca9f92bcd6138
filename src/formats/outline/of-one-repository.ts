import type { Handoff, Repository } from '../../domain/handoff.ts';

/**
 * Whether all sessions are known to be of one repository: by their remote, and where one has none by a commit that it
 * shares with another. In another repository the same path is another file, and what changes there makes no check of
 * this one stale.
 */
export const areOfOneRepository = (handoffs: readonly Handoff[]): boolean => {
  const repositories = handoffs.flatMap(({ repository }) => repository ?? []);
  const remotes = new Set(repositories.flatMap(({ remote }) => remote ?? []));
  if (repositories.length < handoffs.length || remotes.size > 1) return false;
  const [first, ...others] = repositories.map(marksOf);
  return first !== undefined && joinAll(new Set(first), others);
};

/** What another handoff of the same repository may hold too. */
const marksOf = ({ remote, base_commit, head_commit, commits }: Repository): readonly string[] => [
  ...(remote === null ? [] : [`remote ${remote}`]),
  ...[base_commit, head_commit, ...commits.map(({ id }) => id)].flatMap((id) => id ?? []),
];

/** One may be joined through another that stands behind it. */
const joinAll = (known: Set<string>, others: readonly (readonly string[])[]): boolean => {
  const isJoined = (marks: readonly string[]): boolean => marks.some((mark) => known.has(mark));
  const joined = others.filter(isJoined);
  const left = others.filter((marks) => !isJoined(marks));
  for (const mark of joined.flat()) known.add(mark);
  return left.length === 0 || (joined.length > 0 && joinAll(known, left));
};
