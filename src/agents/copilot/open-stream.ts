import type { OpenStream } from '../agent.ts';
import { sessionFiles } from './locate.ts';
import { openLog } from './open-log.ts';

/** A session as its log grows. What lies beside it (title, todos) comes with the end, which is told anew when that changes. */
export const openStream: OpenStream = (reading) => {
  const { source, logs } = reading;
  const log = openLog(reading);
  return {
    push: (line) => log.push(line),
    end: () => log.end(),
    beside: () => {
      const [, ...files] = sessionFiles(source.path, logs);
      const read = files.flatMap((file) => [file, `${file}-wal`]);
      return JSON.stringify(read.map((file) => [file, logs.stat(file)]));
    },
    holds: () => true,
    close: () => {},
  };
};
