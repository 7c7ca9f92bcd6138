import type { Transfer } from './open-transfer.ts';
import { toRemoteError } from './remote-error.ts';

/** Many times what a forge lets a repository have. */
const MAX_LISTING = 256 * 1024 * 1024;

/**
 * Refs of the remote that fit the patterns, by name. @throws remote_unreachable, remote_denied, timed_out, git_failed
 */
export const listRemote = async (
  transfer: Transfer,
  patterns: readonly string[],
  limits: { readonly cwd: string; readonly timeoutMs: number },
): Promise<ReadonlyMap<string, string>> => {
  const lines = await remoteLines(transfer, { how: '--refs', patterns }, limits);
  return new Map(lines.flatMap((line) => refIn(line) ?? []).map(({ ref, id }) => [ref, id]));
};

/** @param how which of them are asked for. @throws as listRemote */
export const remoteLines = async (
  { git, address }: Transfer,
  { how, patterns }: { readonly how: '--refs' | '--symref'; readonly patterns: readonly string[] },
  limits: { readonly cwd: string; readonly timeoutMs: number },
): Promise<readonly string[]> => {
  const args = ['ls-remote', how, '--quiet', '--end-of-options', address, ...patterns];
  try {
    const { stdout } = await git.run(args, { ...limits, limit: MAX_LISTING });
    return stdout.toString('utf8').split('\n');
  } catch (error) {
    throw toRemoteError(error, address);
  }
};

/** `<id>\t<ref>`; undefined for any other line, and for what a tag peels to. */
export const refIn = (line: string): { readonly ref: string; readonly id: string } | undefined => {
  const [, id, ref] = /^([0-9a-f]{40}|[0-9a-f]{64})\t(\S+)$/.exec(line) ?? [];
  return id === undefined || ref === undefined || ref.endsWith('^{}') ? undefined : { ref, id };
};
