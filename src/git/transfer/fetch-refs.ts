import { OpenSessionError } from '../../domain/errors.ts';
import { refTargets } from '../ref-targets.ts';
import type { Transfer } from './open-transfer.ts';
import { objectFiles, undoFetch } from './undo-fetch.ts';
import { tooManyBytes, watchedFetch } from './watched-fetch.ts';

export interface FetchLimits {
  readonly cwd: string;
  readonly timeoutMs: number;
  /** Most bytes that may come in. */
  readonly maxBytes: number;
  /** Also what seems to be here: a commit that came without its files is no reason to leave them out. */
  readonly again?: boolean;
}

/**
 * Fetches exact refs into the repository of the transfer, under their own names, and returns what each is there. git checks
 * each object (fsck); one that fails makes all fail. No tag, no FETCH_HEAD, no other ref.
 * @throws remote_unreachable, remote_denied, timed_out, too_many_bytes (nothing of it is kept), git_failed
 */
export const fetchRefs = async (
  transfer: Transfer,
  refs: readonly string[],
  limits: FetchLimits,
): Promise<ReadonlyMap<string, string>> => {
  try {
    return await fetchOnce(transfer, refs, limits);
  } catch (error) {
    // it may have ended at what is here, which is no fault of what was asked for
    const mayBeOurs = error instanceof OpenSessionError && error.code === 'git_failed';
    if (!mayBeOurs || (await transfer.leaveOutDamaged?.()) !== true) throw error;
    return fetchOnce(transfer, refs, limits);
  }
};

const fetchOnce = async (
  transfer: Transfer,
  refs: readonly string[],
  { cwd, timeoutMs, maxBytes, again = false }: FetchLimits,
): Promise<ReadonlyMap<string, string>> => {
  const stdin = refs.map((ref) => `+${ref}:${ref}\n`).join('');
  const before = objectFiles(transfer);
  try {
    const options = again ? ['--refetch'] : [];
    const came = await watchedFetch(transfer, { maxBytes, options }, { cwd, stdin, timeoutMs });
    if (came > maxBytes) throw tooManyBytes(maxBytes);
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'too_many_bytes')
      await undoFetch(transfer, refs, { before, cwd });
    throw error;
  }
  const wanted = new Set(refs);
  const found = await refTargets({ git: transfer.git, cwd }, []);
  return new Map([...found].filter(([ref]) => wanted.has(ref)));
};
