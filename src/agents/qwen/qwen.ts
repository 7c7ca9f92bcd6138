import type { Agent } from '../agent.ts';
import { findSessions, recognise, rootsOf } from './locate.ts';
import { sessionFiles } from './session-files.ts';

/** Qwen Code: its record logs (0.4 and later) and its whole-document logs (until 0.3). Format: QwenLM/qwen-code, chatRecordingService. */
export const qwen: Agent = {
  id: 'qwen',
  name: 'Qwen Code',
  roots: rootsOf,
  find: findSessions,
  recognise,
  *sessionsIn(path) {
    yield { agent: 'qwen', path };
  },
  reader: async () => (await import('./read-session.ts')).readSession,
  follower: async () => (await import('./open-stream.ts')).openStream,
  files: (source, logs) => sessionFiles(source.path, logs),
  exits:
    'Structured since 0.24: exitCode of what was shown. Before: an "Exit Code: N" line that the agent writes below the output of each command that ran to its end, 0 too; a command that was cancelled, timed out or went to the background has none. Of what a program of code mode ran, failures alone are told (text), in a turn with a goal all (structured).',
};
