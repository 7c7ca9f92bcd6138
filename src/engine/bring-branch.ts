import { OpenSessionError } from '../domain/errors.ts';
import { SESSIONS_BRANCH } from '../domain/refs.ts';
import { sourceRemote } from './choose-remote.ts';
import type { World } from './ports.ts';

/**
 * The command that brings the sessions branch here from the remote of handoffs, which no fetch of artifacts does: it is a
 * branch, and git's own. Never forced: where both went on git refuses, and publishing with --push joins them. null: there is no
 * such remote. Nobody is asked.
 */
export const bringBranch = async (world: Pick<World, 'cwd' | 'exchange'>): Promise<string | null> => {
  try {
    const { name } = await sourceRemote(await world.exchange(world.cwd), undefined);
    return /^\w[\w./-]*$/.test(name) ? `git fetch ${name} ${SESSIONS_BRANCH}:${SESSIONS_BRANCH}` : null;
  } catch (error) {
    if (error instanceof OpenSessionError && (error.code === 'usage' || error.code === 'refused')) return null;
    throw error;
  }
};
