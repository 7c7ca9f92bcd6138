import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_WAIT_MS = 2000;

/** Acts again and again, up to so many times, while what it fails with may pass. @throws what it failed with last */
export const tryAgain = async <T>(
  act: () => Promise<T>,
  { mayPass, tries }: { readonly mayPass: (error: unknown) => boolean; readonly tries: number },
): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (!mayPass(error) || attempt >= tries) throw error;
    }
    await backOff(attempt);
  }
};

/** Waits longer with each attempt, counted from 1, and at random: writers that met once would meet again. */
export const backOff = (attempt: number): Promise<void> =>
  sleep(Math.random() * Math.min(LONGEST_WAIT_MS, 20 * 2 ** Math.min(attempt, 7)));
