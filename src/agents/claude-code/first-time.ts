import { asTime } from '../reading/log-time.ts';

/** The first time in the head of a log, RFC 3339; undefined when there is none. */
export const firstTimeIn = (head: string): string | undefined => {
  for (const match of head.matchAll(/"timestamp":\s?"([^"\\]{1,40})"/g)) {
    const time = asTime(match[1]);
    if (time !== undefined) return time;
  }
  return undefined;
};
