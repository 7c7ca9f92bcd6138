import type { Agent } from '../agent.ts';
import { findSessions, sessionsIn } from './locate.ts';
import { rootsOf } from './places.ts';
import { recognise } from './recognise.ts';
import { sessionFiles } from './session-files.ts';

/**
 * Cline: the sessions of its SDK and CLI (3.x), the tasks of its extension and of CLI 2.x, and those of Roo Code, which
 * is a fork. Formats: cline/cline, sdk/packages/core/src/session and src/shared/ExtensionMessage.ts.
 */
export const cline: Agent = {
  id: 'cline',
  name: 'Cline',
  roots: rootsOf,
  find: findSessions,
  recognise,
  sessionsIn,
  reader: async () => (await import('./read-session.ts')).readSession,
  files: sessionFiles,
  exits:
    'Sessions (3.x): `success: true` of a command means 0 (structured), a failed one names its code in the error "Command exited with code N" (text). Tasks: the phrases "(exit code 0)" and "failed with exit code N" in api_conversation_history.json (text, where the terminal told it); ui_messages.json alone has none.',
};
