import type { OpenStream } from '../agent.ts';
import { activePath, followEntries } from './active-path.ts';
import { openLog } from './open-log.ts';

/** A session as its log grows. Going on from an earlier entry takes back what came after it: the log is then read anew. */
export const openStream: OpenStream = (reading) => {
  const { source, logs } = reading;
  const path = activePath(source.path, logs);
  const log = openLog(reading, path);
  const follow = followEntries();
  let number = -1;
  let starts = 0;
  let holds = true;
  return {
    push: (line) => {
      number++;
      const isStart = follow(line) !== undefined;
      if (isStart) starts++;
      // the first entry takes nothing back
      const isFirst = isStart && starts === 1 && path.starts?.size === 0;
      if (path.starts !== undefined && isStart !== path.starts.has(number) && !isFirst) holds = false;
      return log.push(line);
    },
    end: () => ({ events: [], head: log.head() }),
    holds: () => holds,
    close: () => {},
  };
};
