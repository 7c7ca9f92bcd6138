import { OpenSessionError } from '../../domain/errors.ts';
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
  how: FetchingEach,
): Promise<FetchedEach> => {
  const { left, ...limits } = how;
  if (refs.length === 0) return NOTHING;
  try {
    return { ...NOTHING, tips: await fetchRefs(transfer, refs, { ...limits, timeoutMs: Math.max(1, left()) }) };
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
    if (error.code !== 'git_failed' && error.code !== 'too_many_bytes') return { ...NOTHING, problem: error };
    const [only = ''] = refs;
    if (refs.length <= 1) return { ...NOTHING, refused: new Map([[only, error.message]]) };
  }
  const half = Math.ceil(refs.length / 2);
  const first = await fetchEach(transfer, refs.slice(0, half), how);
  if (first.problem !== null) return first;
  const second = await fetchEach(transfer, refs.slice(half), how);
  return {
    tips: new Map([...first.tips, ...second.tips]),
    refused: new Map([...first.refused, ...second.refused]),
    problem: second.problem,
  };
};

const NOTHING: FetchedEach = { tips: new Map(), refused: new Map(), problem: null };
