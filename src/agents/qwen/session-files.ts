import type { LogReader } from '../log-reader.ts';
import { baseName } from '../reading/join-path.ts';
import { subagentLogs } from './locate.ts';

/** The files whose change makes what was read of a session stale: its log, and its background agents' logs. */
export const sessionFiles = (path: string, logs: LogReader): readonly string[] => {
  const id = /"sessionId": ?"([^"\\]{1,200})"/.exec(logs.head(path, 4096))?.[1] ?? stemOf(path);
  return [path, ...subagentLogs(path, id, logs).values()];
};

/** The id in a log's own name. */
export const stemOf = (path: string): string => baseName(path).replace(/\.jsonl?$/, '');
