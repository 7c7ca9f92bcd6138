import type { Agent } from '../agent.ts';
import { findSessions, rootsOf, sourceOf } from './locate.ts';
import { recognise } from './recognise.ts';

/** Pi, its linear logs (2025) and its trees (formats 2 and 3, to 0.73 and later). Format: earendil-works/pi, coding-agent/docs/session-format.md. */
export const pi: Agent = {
  id: 'pi',
  name: 'Pi',
  roots: rootsOf,
  find: findSessions,
  recognise,
  *sessionsIn(path) {
    yield sourceOf(path);
  },
  reader: async () => (await import('./read-session.ts')).readSession,
  follower: async () => (await import('./open-stream.ts')).openStream,
  files: (source) => [source.path],
  exits:
    'text for failures (`Command exited with code N` at the end of a result that is marked as an error); no mark means 0, although Pi leaves a command that a signal ended unmarked too; aborted and timed out commands have none; structured (`exitCode`) for commands that the person ran with `!`',
};
