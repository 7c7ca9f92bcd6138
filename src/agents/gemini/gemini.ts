import type { Agent } from '../agent.ts';
import { findSessions, recognise, rootsOf, sessionAt } from './locate.ts';
import { sessionFiles } from './session-files.ts';

/** Gemini CLI, its whole-document logs (until 0.38) and its replay logs (0.39 to 0.61). Format: google-gemini/gemini-cli, chatRecordingService. */
export const gemini: Agent = {
  id: 'gemini',
  name: 'Gemini CLI',
  roots: rootsOf,
  find: findSessions,
  recognise,
  *sessionsIn(path, logs) {
    yield sessionAt(path, logs);
  },
  reader: async () => (await import('./read-session.ts')).readSession,
  skim: {
    needs: [/"type":\s?"(?:gemini|model)"/, /"model":\s?"[^"\s]/],
    plain: '{"id":',
    timed: /"lastUpdated":\s?"\d|"type":\s?"(?:user|gemini)"/,
    tells: /^\{"sessionId"|^\{"\$set":.*"summary"/,
    turns: /^\{"\$rewindTo"/,
  },
  files: (source, logs) => sessionFiles(source.path, logs),
  exits:
    'Text: an "Exit Code: N" line that the agent writes below a command\'s output, for every exit until 0.2x and for non-zero ones since; no such line means 0, unless the result says that the command was cancelled, timed out, signalled, failed to start or went to the background.',
};
