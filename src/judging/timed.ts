/** What a regular expression does cannot be looked at before, and nothing in the same thread ends it but the engine itself. */
import { threadCpuUsage } from 'node:process';
import { type Context, Script, createContext } from 'node:vm';
import { at } from '../domain/json.ts';

export class TimeUsedUp extends Error {}

export interface Timed {
  /** More of it, for more work. */
  allow(more: number): void;
  /** Runs what ends by itself. @throws TimeUsedUp where none was left before */
  spend<T>(work: () => T): T;
  /**
   * Runs what might not end, at the price of a quarter of a millisecond.
   * @param work may be broken off and called again: it goes on where it was
   * @throws TimeUsedUp
   */
  watched<T>(work: () => T): T;
}

/** Work that may take so many milliseconds of the processor together: how busy the machine is decides nothing. */
export const timed = (most: number): Timed => {
  let left = most;
  const spend = <T>(work: () => T): T => {
    if (left <= 0) {
      // whoever else has a part in it gets no more
      left = -Infinity;
      throw new TimeUsedUp();
    }
    const start = ownTime();
    try {
      return work();
    } finally {
      left -= ownTime() - start;
    }
  };
  return {
    allow: (more) => void (left += more),
    spend,
    watched: (work) => {
      for (;;) {
        const done = spend(() => run(work, Math.ceil(left)));
        if (done !== null) return done.value;
      }
    },
  };
};

/** Of this thread alone. */
const ownTime = (): number => {
  const { user, system } = threadCpuUsage();
  return (user + system) / 1000;
};

const CALL = new Script('work()');
let context: Context | undefined;

/** null: so many milliseconds went by, and others may have had most of them. */
const run = <T>(work: () => T, timeout: number): { readonly value: T } | null => {
  context ??= createContext({});
  context['work'] = work;
  try {
    return { value: CALL.runInContext(context, { timeout }) as T };
  } catch (error) {
    // it is an error of that context: `instanceof Error` is false
    if (at(error, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    throw error;
  }
};
