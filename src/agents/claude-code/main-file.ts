import { baseName } from '../reading/join-path.ts';
import { NO_TIME } from '../reading/log-time.ts';
import type { LogReader } from '../log-reader.ts';
import { firstTimeIn } from './first-time.ts';
import { createLane } from './lane.ts';
import type { LaneFile } from './read-lane.ts';
import { isAgentFile } from './side-files.ts';

/** Most logs tell in their first bytes; in some a long text comes before. */
const HEADS = [4 * 1024, 64 * 1024];

/** Time of records that come before any that has one; undefined where the head of the log does not tell. */
export const startTime = (path: string, logs: LogReader): string | undefined => {
  for (const bytes of HEADS) {
    const time = firstTimeIn(logs.head(path, bytes));
    if (time !== undefined) return time;
  }
  return undefined;
};

/** The session's own file. */
export const mainFile = (path: string, start: string | undefined): LaneFile => {
  // a sub-agent's log that a person named is a session of its own
  const alone = isAgentFile(baseName(path));
  return { path, lane: { ...createLane(null, 0, start ?? NO_TIME), delegated: alone }, prefix: '', alone };
};
