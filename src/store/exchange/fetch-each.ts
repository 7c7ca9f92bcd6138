import { OpenSessionError } from '../../domain/errors.ts';
import { inHalves } from '../../git/in-halves.ts';
import { fetchRefs } from '../../git/transfer/fetch-refs.ts';
import type { Transfer } from '../../git/transfer/open-transfer.ts';
import type { Left } from './exchange-place.ts';

/** Of what git is asked for at once: where more would come it is asked for in halves, so that all together may be more. */
export const MAX_FETCH_BYTES = 512 * 1024 * 1024;

export interface FetchingEach {
  readonly cwd: string;
  readonly left: Left;
  readonly maxBytes: number;
  readonly again?: boolean;
}

export interface FetchedEach {
  /** By ref. */
  readonly tips: ReadonlyMap<string, string>;
  /** Refs that cannot be had, and why. */
  readonly refused: ReadonlyMap<string, string>;
  /** Why it ended before all were asked for. */
  readonly problem: OpenSessionError | null;
}

/**
 * Fetches refs into the transfer's repository. One object that git refuses, or more than may come, makes the whole fetch
 * fail: halves are fetched, until the one ref that does it stands alone.
 */
export const fetchEach = async (
  transfer: Transfer,
  refs: readonly string[],
  { left, ...limits }: FetchingEach,
): Promise<FetchedEach> => {
  const tips = new Map<string, string>();
  const refused = new Map<string, string>();
  try {
    await inHalves(refs, {
      ask: async (some) => {
        const found = await fetchRefs(transfer, some, { ...limits, timeoutMs: Math.max(1, left()) });
        for (const [ref, tip] of found) tips.set(ref, tip);
      },
      alone: (ref, { message }) => void refused.set(ref, message),
      codes: ['git_failed', 'too_many_bytes'],
    });
    return { tips, refused, problem: null };
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
    return { tips, refused, problem: error };
  }
};
