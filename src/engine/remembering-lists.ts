import type { LogReader } from '../agents/log-reader.ts';

/** Agents look around each session's log: what lies in a directory is asked once in a listing. */
export const rememberingLists = (logs: LogReader): LogReader => {
  const known = new Map<string, readonly string[]>();
  const list = (dir: string): readonly string[] => {
    const names = known.get(dir) ?? logs.list(dir);
    known.set(dir, names);
    return names;
  };
  return { ...logs, list };
};
