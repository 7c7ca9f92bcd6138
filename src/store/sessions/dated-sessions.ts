import { branchFileOf } from '../../domain/branch/session-path.ts';
import type { Place } from '../place.ts';
import type { BranchSession } from './sessions-store.ts';

export interface Dated {
  readonly session: BranchSession;
  /** Folder and name of its files. */
  readonly at: string;
  /** When it was published, in milliseconds. */
  readonly published: number;
}

/**
 * By the newest commit that added it; where history does not say so (a prune), by its meta.json, else by its own time.
 * @param tip of the history to look through
 */
export const datedSessions = async (
  place: Place,
  tip: string,
  sessions: readonly BranchSession[],
): Promise<readonly Dated[]> => {
  const commits = await commitTimes(place, tip);
  const dated: Dated[] = [];
  for (const session of sessions) {
    const file = branchFileOf(session.path);
    if (file.kind === 'foreign') continue;
    const name = file.place.slice(file.place.indexOf('/') + 1);
    const known = commits.get(session.session_id) ?? commits.get(name) ?? timeOf(session.meta.published_at);
    dated.push({ session, at: file.place, published: known ?? timeOf(session.meta.updated_at) ?? 0 });
  }
  return dated;
};

const timeOf = (text: string | null): number | undefined => {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
};

/** The newest `session: <id>` of each id, over all parents: those of another clone come in by a merge. */
const commitTimes = async ({ git, cwd }: Place, tip: string): Promise<ReadonlyMap<string, number>> => {
  const { stdout } = await git.run(['rev-list', '--format=%ct %s', '--end-of-options', tip], { cwd });
  const times = new Map<string, number>();
  for (const line of stdout.toString('utf8').split('\n')) {
    const [, seconds, id] = /^(\d+) session: (.+)$/.exec(line) ?? [];
    if (id !== undefined) times.set(id, Math.max(times.get(id) ?? 0, Number(seconds) * 1000));
  }
  return times;
};
