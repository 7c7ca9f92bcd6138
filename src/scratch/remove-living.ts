import { livingScratch } from './living-scratch.ts';
import { removeScratch } from './remove-scratch.ts';

/**
 * Of a process that is told to end: what waits for no child does not come to remove its own any more. All that works in
 * them has to have ended.
 */
export const removeLiving = (): void => {
  for (const dir of livingScratch)
    try {
      removeScratch(dir);
    } catch {
      // the next sweep, or doctor, takes what is left
    }
};
