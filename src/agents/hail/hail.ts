import type { Agent } from '../agent.ts';
import { recognise } from './recognise.ts';
import { hailSessions } from './sessions.ts';

/**
 * HAIL files: JSON Lines (`.hail.jsonl`), or one object. They are named by their path, so there is nothing to discover;
 * the tool, model and id of the session are those of the agent whose log it was.
 */
export const hail: Agent = {
  id: 'hail',
  name: 'HAIL',
  roots: () => [],
  *find() {
    // lies in no place of its own
  },
  recognise,
  sessionsIn: hailSessions,
  reader: async () => (await import('./read-session.ts')).readSession,
  keeper: async () => (await import('./kept-lines.ts')).keptLines,
  files: (source) => [source.path],
  exits: "As the agent that the session is of marks them: each event keeps the attribute that says so ('exit.source').",
};
