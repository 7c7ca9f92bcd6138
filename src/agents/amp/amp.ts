import type { Agent } from '../agent.ts';
import { findThreads, recognise, rootsOf, sourceOf } from './locate.ts';

/**
 * Amp: threads as command lines until early 2026 kept them, and what `amp threads export` writes since. The format is
 * not published; it was read off recorded threads (revisions of February 2026).
 */
export const amp: Agent = {
  id: 'amp',
  name: 'Amp',
  roots: rootsOf,
  find: findThreads,
  recognise,
  *sessionsIn(path) {
    yield sourceOf(path);
  },
  reader: async () => (await import('./read-session.ts')).readSession,
  exits: 'Structured: exitCode in the result of Bash and shell_command, for every command that ended by itself.',
};
