/** Processes that are looked for in /proc, and ended, until none is there. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { kill } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

/** Whether all processes of a pid namespace are gone; waited for, as the kernel ends them one by one. */
export const isEmptied = (namespace: string): Promise<boolean> =>
  untilNone(() => pids().filter((pid) => linkOf(`/proc/${pid}/ns/pid`) === namespace && !isDead(pid)));

/** Ends every process that has an entry `NAME=value` in the environment that it was started with. @returns whether none is left */
export const endMarked = (entry: string): Promise<boolean> => untilNone(() => endOnce(entry));

/** The same once. @returns those that were found */
export const endOnce = (entry: string): readonly number[] => {
  const found = pids().filter((pid) => environmentOf(pid).includes(entry));
  for (const pid of found) endOne(pid);
  return found;
};

const TRIES = 500;
const PAUSE_MS = 10;

const untilNone = async (find: () => readonly number[]): Promise<boolean> => {
  for (let tries = 0; tries < TRIES; tries++) {
    if (find().length === 0) return true;
    await pause(PAUSE_MS);
  }
  return false;
};

const pids = (): readonly number[] => {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return []; // no such system
  }
};

const linkOf = (path: string): string | null => {
  try {
    return readlinkSync(path);
  } catch {
    return null; // gone, or somebody else's
  }
};

/** Ended, and its parent has not asked for its status yet: one that is no good init may never do so. */
const isDead = (pid: number): boolean => {
  try {
    return /^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
};

const environmentOf = (pid: number): readonly string[] => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
};

const endOne = (pid: number): void => {
  try {
    kill(pid, 'SIGKILL');
  } catch {
    // gone already
  }
};
