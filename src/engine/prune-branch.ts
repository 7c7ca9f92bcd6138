import type { Pruned } from '../store/sessions/sessions-store.ts';
import type { World } from './ports.ts';

export interface PruneBranchRequest {
  /** Sessions that were published so many days ago or longer go. */
  readonly days: number | null;
  /** All but the newest so many go. */
  readonly keep: number | null;
  readonly dryRun: boolean;
}

const DAY_MS = 86_400_000;

/** @throws not_a_repository, refused, ref_conflict, ref_locked, no_space, read_only */
export const pruneBranch = async (
  world: Pick<World, 'sessions' | 'cwd' | 'clock'>,
  { days, keep, dryRun }: PruneBranchRequest,
): Promise<Pruned> => {
  const store = await world.sessions(world.cwd);
  const before = days === null ? null : world.clock.now().getTime() - days * DAY_MS;
  return store.prune({ before, keep, days, dryRun });
};

/** Ids of what was taken off and is on the branch again once it was joined with a remote's: a later version came from there. */
export const backAfterJoin = async (
  world: Pick<World, 'sessions' | 'cwd'>,
  { expired }: Pruned,
): Promise<readonly string[]> => {
  if (expired.length === 0) return [];
  const { sessions } = await (await world.sessions(world.cwd)).list();
  const there = new Set(sessions.map(({ session_id }) => session_id));
  return expired.flatMap(({ session_id }) => (there.has(session_id) ? [session_id] : []));
};
