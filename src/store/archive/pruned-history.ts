import { parseArtifactMessage } from '../../domain/artifact-message.ts';
import { type Removed, isRemoved } from '../../domain/tombstone.ts';
import { nulRecords } from '../../git/nul-records.ts';
import type { Place } from '../place.ts';
import { ANEW_MESSAGE } from './archive-commit.ts';

/** The commits of an archive's history. */
export interface ArchiveHistory {
  /** Versions that were not pruned, and that no other such version is built upon. */
  readonly heads: readonly string[];
  /** It holds a pruned version that no version which was not pruned is built upon: it could be without. */
  readonly isDirty: boolean;
  /** Where a prune began it anew. */
  readonly anew: readonly string[];
}

/** One process. @param known commits whose history is left out */
export const readHistory = async (
  { git, cwd }: Pick<Place, 'git' | 'cwd'>,
  { tip, known }: { readonly tip: string; readonly known: readonly string[] },
  pruned: Removed,
): Promise<ArchiveHistory> => {
  const parents = new Map<string, readonly string[]>();
  const kept = new Set<string>();
  const gone = new Set<string>();
  const anew: string[] = [];
  const onOutput = nulRecords(3, ([commit = '', above = '', subject = '']) => {
    const id = parseArtifactMessage(subject)?.artifact_id;
    if (subject === ANEW_MESSAGE) anew.push(commit);
    if (id === undefined) return;
    parents.set(commit, above.split(' '));
    (isRemoved(pruned, id, commit) ? gone : kept).add(commit);
  });
  const stdin = [tip, ...known.map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
  await git.run(['log', '--stdin', '--format=%H%x00%P%x00%s%x00'], { cwd, stdin, onOutput });
  const needed = new Set(kept);
  for (const commit of needed) for (const parent of parents.get(commit) ?? []) needed.add(parent);
  const below = new Set([...kept].flatMap((commit) => parents.get(commit) ?? []));
  return {
    heads: [...kept].filter((commit) => !below.has(commit)),
    isDirty: [...gone].some((commit) => !needed.has(commit)),
    anew,
  };
};
