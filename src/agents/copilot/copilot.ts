import type { Agent } from '../agent.ts';
import { findSessions, rootsOf, sessionFiles, sourceOf } from './locate.ts';
import { recognise } from './recognise.ts';

/** GitHub Copilot CLI, its event logs (0.0.35x to 1.0.102). Names and shapes of events: github/copilot-sdk, session-events.schema.json. */
export const copilot: Agent = {
  id: 'copilot',
  name: 'GitHub Copilot CLI',
  roots: rootsOf,
  find: findSessions,
  recognise,
  *sessionsIn(path, logs) {
    yield sourceOf(path, logs);
  },
  reader: async () => (await import('./read-session.ts')).readSession,
  follower: async () => (await import('./open-stream.ts')).openStream,
  files: (source, logs) => sessionFiles(source.path, logs),
  exits:
    'structured where the result has `shellExecution.exitCode`, a `shell_exit` block or `metrics.exit_code` (1.0.7x and later); else by the line that Copilot puts at the end of an output (`<exited with exit code N>`, `<shellId: S completed with exit code N>`); versions before say nothing, and `success` is true whatever the exit',
};
