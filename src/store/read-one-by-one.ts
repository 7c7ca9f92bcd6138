import { readEach, readInfos } from '../git/read-objects.ts';
import type { Place } from './place.ts';

/** A longer one is none of ours. */
export const MAX_COMMIT = 1024 * 1024;
/** Commits that are read by one process: bounds memory, also for the largest. */
const AT_ONCE = 200;

export interface TipObject {
  /** `missing`: it is not there; `broken`: a commit that cannot be read, or is too long. */
  readonly type: string;
  /** Of a commit. */
  readonly bytes: Buffer | null;
}

/** What refs name, whatever became of some of it: for when git, which ends at the first that it cannot read, did. */
export const readOneByOne = async ({ git, cwd }: Place, ids: readonly string[]): Promise<readonly TipObject[]> => {
  const infos = await readInfos(git, ids, { cwd });
  const readable = infos.flatMap((info) => (info?.type === 'commit' && info.size <= MAX_COMMIT ? [info.id] : []));
  const commits = new Map<string, Buffer>();
  for (let at = 0; at < readable.length; at += AT_ONCE)
    for (const commit of await readEach(git, readable.slice(at, at + AT_ONCE), { cwd }))
      if (commit !== null) commits.set(commit.id, commit.bytes);
  return ids.map((id, index) => {
    const { type } = infos[index] ?? { type: 'missing' };
    const bytes = commits.get(id) ?? null;
    return { type: type === 'commit' && bytes === null ? 'broken' : type, bytes };
  });
};
