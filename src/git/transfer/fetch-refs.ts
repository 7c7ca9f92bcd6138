import type { Transfer } from './open-transfer.ts';
import { watchedFetch } from './watched-fetch.ts';

export interface FetchLimits {
  readonly cwd: string;
  readonly timeoutMs: number;
  /** Most bytes that may come in. */
  readonly maxBytes: number;
}

/**
 * Fetches exact refs into the repository of the transfer, under their own names, and returns what each is there. git checks
 * each object (fsck); one that fails makes all fail. No tag, no FETCH_HEAD, no other ref.
 * @throws remote_unreachable, remote_denied, timed_out (also for too many bytes), git_failed
 */
export const fetchRefs = async (
  transfer: Transfer,
  refs: readonly string[],
  { cwd, timeoutMs, maxBytes }: FetchLimits,
): Promise<ReadonlyMap<string, string>> => {
  const stdin = refs.map((ref) => `+${ref}:${ref}\n`).join('');
  await watchedFetch(transfer, { maxBytes }, { cwd, stdin, timeoutMs });
  const { stdout } = await transfer.git.run(['for-each-ref', '--format=%(objectname) %(refname)'], { cwd });
  const wanted = new Set(refs);
  const found = stdout
    .toString('utf8')
    .split('\n')
    .map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))] as const);
  return new Map(found.filter(([ref]) => wanted.has(ref)));
};
