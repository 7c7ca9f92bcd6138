import type { ArtifactId } from '../../domain/refs.ts';
import { messageOf } from '../../git/commit-headers.ts';
import type { GitObject } from '../../git/object-id.ts';
import { readObjects } from '../../git/read-objects.ts';
import { commitOf } from '../commit-of.ts';
import type { Place } from '../place.ts';

/** Two tips of one artifact; ours null: it is not here yet. */
export interface TwoTips {
  readonly artifact_id: ArtifactId;
  readonly ours: string | null;
  readonly theirs: string;
  /** Ours was removed by somebody: theirs, which was not, succeeds it. */
  readonly isDead?: boolean;
}

export interface Joined extends Omit<TwoTips, 'isDead'> {
  /** What the ref becomes. */
  readonly to: string;
  /**
   * `taken`: theirs, which holds all that is here, or succeeds what was removed; `ahead`: ours, which holds all of theirs; `joined`: our content on top
   * of both histories, so that no version of either is lost.
   */
  readonly is: 'taken' | 'ahead' | 'joined';
}

/** Decides for each pair, and makes the commits that are needed; writes nothing. All objects must be here. */
export const joinHistories = async (
  place: Place,
  pairs: readonly TwoTips[],
): Promise<{ readonly joined: readonly Joined[]; readonly commits: readonly GitObject[] }> => {
  const both = pairs.flatMap(({ ours, theirs }) => (ours === null ? [] : [ours, theirs]));
  const history = both.length === 0 ? new Map() : await historyOf(place, both);
  const split = pairs.filter((pair) => isSplit(history, pair));
  const messages = await readObjects(
    place.git,
    split.map(({ ours }) => ours ?? ''),
    place,
  );
  const commits = new Map(
    split.map(({ artifact_id, ours, theirs }, index) => {
      const tree = history.get(ours ?? '')?.tree ?? '';
      const message = messageOf(messages[index]?.bytes ?? Buffer.alloc(0));
      return [artifact_id, commitOf(place, { tree, parents: [theirs, ours ?? ''], message })] as const;
    }),
  );
  const joined = pairs.map(({ artifact_id, ours, theirs, isDead = false }): Joined => {
    const pair = { artifact_id, ours, theirs };
    const commit = commits.get(artifact_id);
    if (commit !== undefined) return { ...pair, to: commit.id, is: 'joined' };
    const ahead = ours !== null && !isDead && reach(history, ours).has(theirs);
    return ahead ? { ...pair, to: ours, is: 'ahead' } : { ...pair, to: theirs, is: 'taken' };
  });
  return { joined, commits: [...commits.values()] };
};

type History = ReadonlyMap<string, { readonly tree: string; readonly parents: readonly string[] }>;

const historyOf = async ({ git, cwd }: Place, tips: readonly string[]): Promise<History> => {
  const stdin = tips.map((tip) => `${tip}\n`).join('');
  const { stdout } = await git.run(['rev-list', '--stdin', '--format=%T %P'], { cwd, stdin });
  const lines = stdout.toString('utf8').split('\n');
  const history = new Map<string, { tree: string; parents: readonly string[] }>();
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [tree = '', ...parents] = (lines[at + 1] ?? '').trim().split(' ');
    history.set((lines[at] ?? '').replace('commit ', ''), { tree, parents });
  }
  return history;
};

/** Both have versions that the other has not. Versions whose content the other has as well are no loss. */
const isSplit = (history: History, { ours, theirs, isDead = false }: TwoTips): boolean => {
  if (ours === null || isDead) return false;
  const [mine, other] = [reach(history, ours), reach(history, theirs)];
  if (mine.has(theirs) || other.has(ours)) return false;
  const contents = new Set([...other].map((commit) => history.get(commit)?.tree));
  return [...mine].some((commit) => !other.has(commit) && !contents.has(history.get(commit)?.tree));
};

const reach = (history: History, tip: string): ReadonlySet<string> => {
  const seen = new Set([tip]);
  for (const commit of seen) for (const parent of history.get(commit)?.parents ?? []) seen.add(parent);
  return seen;
};
