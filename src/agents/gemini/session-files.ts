import type { LogReader } from '../log-reader.ts';
import { subagentLogs } from './locate.ts';

/** The files whose change makes what was read of a session stale: its log, and its sub-agents' logs. */
export const sessionFiles = (path: string, logs: LogReader): readonly string[] => {
  const id = /"sessionId": ?"([^"\\]{1,200})"/.exec(logs.head(path, 4096))?.[1];
  const beside = id === undefined ? [] : [...subagentLogs(path, id, logs).values()];
  return [path, ...beside];
};
