import type { Agent } from '../agent.ts';
import { databaseSources } from './database.ts';
import { findSessions, legacySource, recognise, rootsOf } from './locate.ts';

/**
 * Goose: the SQLite store (1.10 and later, schemas 1 to 17: whatever columns there are) and the JSONL files before it.
 * Format: block/goose, crates/goose/src/session and crates/goose/src/conversation/message.rs.
 */
export const goose: Agent = {
  id: 'goose',
  name: 'Goose',
  roots: rootsOf,
  find: findSessions,
  recognise,
  *sessionsIn(path, logs) {
    if (path.endsWith('.jsonl')) yield legacySource(path);
    else yield* databaseSources(path, logs);
  },
  reader: async () => (await import('./read-session.ts')).readSession,
  files: (source, logs) => {
    const log = `${source.path}-wal`;
    return logs.stat(log) === undefined ? [source.path] : [source.path, log];
  },
  exits:
    'Structured: structuredContent.exit_code of the shell tool (2026). Where a version left that out, text: the line "Command exited with code N" that the tool adds at the end for non-zero exits, and its absence in a result that is not marked as an error. The older developer__shell tool logs no exit status at all.',
};
