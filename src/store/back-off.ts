import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_WAIT_MS = 2000;

/** Waits longer with each attempt, counted from 1, and at random: writers that met once would meet again. */
export const backOff = (attempt: number): Promise<void> =>
  sleep(Math.random() * Math.min(LONGEST_WAIT_MS, 20 * 2 ** Math.min(attempt, 7)));
