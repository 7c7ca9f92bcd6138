import { localTime } from './local-time.ts';

const HEADER = '# aider chat started at ';

/** Bytes of a line that tell whether it is a header. */
export const HEADER_BYTES = HEADER.length + 24;

/** When a session began, by its header line; undefined for other lines. */
export const startOf = (line: string): string | undefined =>
  line.startsWith(HEADER) ? localTime(line.slice(HEADER.length)) : undefined;

/** Gives each session of a file its key, in the file's order: the time it began, numbered where two began at once. */
export const createKeys = (): { next(started: string | undefined): string } => {
  const counts = new Map<string, number>();
  return {
    next: (started) => {
      const base = started === undefined ? 'before' : started.replace(/[-:]|(?:\.\d+)?Z$/g, '');
      const count = (counts.get(base) ?? 0) + 1;
      counts.set(base, count);
      return count === 1 ? base : `${base}-${count}`;
    },
  };
};
