import type { Transfer } from './open-transfer.ts';
import { toRemoteError } from './remote-error.ts';

/** Many times what a forge lets a repository have. */
const MAX_LISTING = 256 * 1024 * 1024;

/**
 * Refs of the remote that fit the patterns, by name. @throws remote_unreachable, remote_denied, timed_out, git_failed
 */
export const listRemote = async (
  { git, address }: Transfer,
  patterns: readonly string[],
  limits: { readonly cwd: string; readonly timeoutMs: number },
): Promise<ReadonlyMap<string, string>> => {
  const args = ['ls-remote', '--refs', '--quiet', '--end-of-options', address, ...patterns];
  try {
    const { stdout } = await git.run(args, { ...limits, limit: MAX_LISTING });
    const refs = new Map<string, string>();
    for (const line of stdout.toString('utf8').split('\n')) {
      const [, id, ref] = /^([0-9a-f]{40}|[0-9a-f]{64})\t(\S+)$/.exec(line) ?? [];
      if (id !== undefined && ref !== undefined) refs.set(ref, id);
    }
    return refs;
  } catch (error) {
    throw toRemoteError(error);
  }
};
