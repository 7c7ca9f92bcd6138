import type { SessionSource } from '../agents/agent.ts';
import { OpenSessionError } from '../domain/errors.ts';
import type { Spool } from '../sources/spool.ts';
import type { BranchSession, SessionsStore } from '../store/sessions/sessions-store.ts';
import type { World } from './ports.ts';

/** The session on the branch with this id, or the only one whose id begins so. @throws session_not_found, reference_ambiguous */
const findBranchSession = async (store: SessionsStore, id: string): Promise<BranchSession> => {
  const { sessions } = await store.list();
  const exact = sessions.filter(({ session_id }) => session_id === id);
  const matches = exact.length > 0 ? exact : sessions.filter(({ session_id }) => session_id.startsWith(id));
  const [match, ...others] = matches;
  if (match !== undefined && others.length === 0) return match;
  const found = matches.length === 0 ? 'none' : `${matches.length}`;
  throw new OpenSessionError(
    match === undefined ? 'session_not_found' : 'reference_ambiguous',
    `expected one session on the branch whose id begins with ${JSON.stringify(id)}, found ${found}`,
    { hint: 'opensession session list --branch' },
  );
};

/** Whether the branch has any session whose id begins so; false also where it cannot be read. */
export const isOnBranch = async (world: Pick<World, 'sessions' | 'cwd'>, id: string): Promise<boolean> => {
  try {
    const { sessions } = await (await world.sessions(world.cwd)).list();
    return sessions.some(({ session_id }) => session_id.startsWith(id));
  } catch (error) {
    if (error instanceof OpenSessionError) return false;
    throw error;
  }
};

/** Sessions of the branch as files in a spool, for the agent that reads HAIL. */
export const branchSources = async (
  world: Pick<World, 'sessions' | 'cwd'>,
  ids: readonly string[],
  spool: Spool,
): Promise<readonly SessionSource[]> => {
  const store = await world.sessions(world.cwd);
  const sources: SessionSource[] = [];
  for (const [index, id] of ids.entries()) {
    const file = spool.open(`branch-${index}.hail.jsonl`);
    file.write(await store.read((await findBranchSession(store, id)).blob));
    file.finish();
    sources.push({ agent: 'hail', path: file.path });
  }
  return sources;
};
