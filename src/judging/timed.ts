/** What a regular expression does cannot be looked at before, and nothing in the same thread ends it but the engine itself. */
import { type Context, Script, createContext } from 'node:vm';
import { at } from '../domain/json.ts';

export class TimeUsedUp extends Error {}

export interface Timed {
  /** Runs what ends by itself, within which pieces may be watched. @throws TimeUsedUp where none was left before */
  spend<T>(work: () => T): T;
  /** Runs what might not end, at the price of a quarter of a millisecond. @throws TimeUsedUp */
  watched<T>(work: () => T): T;
}

/** Work that may take so many milliseconds together. */
export const timed = (most: number): Timed => {
  let left = most;
  return {
    spend: (work) => {
      if (left <= 0) throw new TimeUsedUp();
      const start = performance.now();
      try {
        return work();
      } finally {
        left -= performance.now() - start;
      }
    },
    watched: (work) => watched(work, Math.ceil(left)),
  };
};

const CALL = new Script('work()');
let context: Context | undefined;

const watched = <T>(work: () => T, timeout: number): T => {
  context ??= createContext({});
  context['work'] = work;
  try {
    return CALL.runInContext(context, { timeout }) as T;
  } catch (error) {
    // it is an error of that context: `instanceof Error` is false
    throw at(error, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? new TimeUsedUp() : error;
  }
};
