import type { Agent, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { isChat } from './chat-store.ts';
import { chatSource, findSessions, storeSources } from './find-sessions.ts';
import { rootsOf } from './places.ts';
import { recognise } from './recognise.ts';
import { isTranscript, transcriptFiles } from './transcript-files.ts';

/**
 * Cursor: conversations of the IDE (`state.vscdb`, 2023 to 3.x), sessions of its CLI (`store.db`) and agents' transcripts.
 * The formats are not documented by Cursor; what is read here was seen in stores of those versions.
 */
export const cursor: Agent = {
  id: 'cursor',
  name: 'Cursor',
  roots: rootsOf,
  find: findSessions,
  recognise,
  *sessionsIn(path, logs) {
    if (isTranscript(path)) yield { agent: 'cursor', path };
    else if (isChat(path, logs)) yield chatSource(path, logs) ?? { agent: 'cursor', path };
    else yield* storeSources(path, logs);
  },
  reader: async () => (await import('./read-session.ts')).readSession,
  files: (source, logs) => (isTranscript(source.path) ? transcriptFiles(source, logs) : withLog(source, logs)),
  exits:
    'IDE: structured, exitCodeV2 or exitCode of the terminal tool; a code of 0 may be left out, so 0 is also taken from the absence of a code where the command is marked as ended by itself. CLI: structured exitCode, else the "Exit code: N" that opens the result, else success by the absence of a failure. Transcripts hold no results, so every exit is unknown.',
};

const withLog = (source: SessionSource, logs: LogReader): readonly string[] => {
  const log = `${source.path}-wal`;
  return logs.stat(log) === undefined ? [source.path] : [source.path, log];
};
