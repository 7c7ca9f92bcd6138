import type { Agent } from '../agent.ts';
import { findSessions, recognise, rootsOf } from './locate.ts';
import { chatPlace } from './settings.ts';

/**
 * Aider: the chat history in the repository, one file for all sessions, and the history of what was typed, which adds
 * times. Format: Aider-AI/aider, aider/io.py (read at 0.86.1). Times are local and have no zone: see local-time.ts.
 */
export const aider: Agent = {
  id: 'aider',
  name: 'Aider',
  roots: rootsOf,
  find: findSessions,
  recognise,
  *sessionsIn(path, logs) {
    const sessions = [...findSessions(path, logs)];
    if (sessions.length === 0) yield { agent: 'aider', path };
    else yield* sessions;
  },
  reader: async () => (await import('./read-session.ts')).readSession,
  files: (source, logs) => {
    const inputs = chatPlace(source.path, logs).inputs;
    return inputs === undefined || logs.stat(inputs) === undefined ? [source.path] : [source.path, inputs];
  },
  exits:
    'Absence: /test puts its output into the chat when the command failed, so a /test without that line ended with 0; the number of a failure is not in the log. Other commands (/run, and those that Aider ran after asking) leave no exit status.',
};
