import { OpenSessionError } from '../domain/errors.ts';
import { backOff } from './back-off.ts';

/** Tries while others move the ref. */
const MOVED_TRIES = 200;
/** Tries while nobody moves it and it still cannot be taken: a lock left behind, a ref below it. Git waits half a second for each. */
const STUCK_TRIES = 2;

/**
 * Reads what a ref holds and acts upon it, again with jitter while others move it.
 * @throws what reading and acting throw; ref_conflict, ref_locked when it cannot be taken
 */
export const retryMoved = async <Read, Result>(how: {
  readonly read: () => Promise<Read>;
  /** The commit that was read; null: none. */
  readonly at: (read: Read) => string | null;
  readonly act: (read: Read) => Promise<Result>;
  /** Takes away what keeps the ref from being moved, when all tries were in vain; true: it is worth one more. */
  readonly release?: () => boolean;
  /** Whether another try would be in vain. */
  readonly isVain?: () => Promise<boolean>;
}): Promise<Result> => {
  let stuck = 0;
  let last: string | null | undefined;
  for (let attempt = 1; ; attempt++) {
    const read = await how.read();
    const from = how.at(read);
    stuck = from === last ? stuck + 1 : 0;
    last = from;
    try {
      return await how.act(read);
    } catch (error) {
      const isOver = stuck >= STUCK_TRIES || attempt >= MOVED_TRIES;
      if (!isContended(error) || (isOver && how.release?.() !== true) || (await how.isVain?.()) === true) throw error;
    }
    await backOff(attempt);
  }
};

/** Another writer was quicker, or still holds the lock. */
export const isContended = (error: unknown): boolean =>
  error instanceof OpenSessionError && (error.code === 'ref_conflict' || error.code === 'ref_locked');
