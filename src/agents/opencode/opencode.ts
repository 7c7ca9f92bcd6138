import type { Agent } from '../agent.ts';
import { findSessions, recognise, rootsOf, sourceOf, storeSources } from './locate.ts';
import { treeFiles, treeInfo } from './tree.ts';

/** OpenCode: the JSON tree (until about 1.1), the SQLite store of 1.x (read up to 1.18), and the entries of 2.x. */
export const opencode: Agent = {
  id: 'opencode',
  name: 'OpenCode',
  roots: rootsOf,
  find: findSessions,
  recognise,
  *sessionsIn(path, logs) {
    if (!path.endsWith('.json')) yield* storeSources(path, logs);
    else {
      const info = treeInfo(path, logs);
      yield info === undefined ? { agent: 'opencode', path } : sourceOf(path, info);
    }
  },
  reader: async () => (await import('./read-session.ts')).readSession,
  files: (source, logs) => {
    if (source.path.endsWith('.json')) return treeFiles(source.path, logs);
    const log = `${source.path}-wal`;
    return logs.stat(log) === undefined ? [source.path] : [source.path, log];
  },
  exits: 'Structured: metadata.exit of the bash tool, for every command that ended by itself.',
};
