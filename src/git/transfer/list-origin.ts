import type { Transfer } from './open-transfer.ts';
import { toRemoteError } from './remote-error.ts';

export interface OriginListing {
  readonly refs: ReadonlyMap<string, string>;
  /** The branch that HEAD names, a full ref; null: it names none. */
  readonly default_branch: string | null;
  /** There were more below the prefix than are listed. */
  readonly cut: boolean;
}

export interface OriginQuestion {
  /** Full names. */
  readonly refs: readonly string[];
  /** Everything below; '' for nothing. */
  readonly prefix: string;
}

/** Bytes of names and ids below the prefix: a hundred thousand refs cost nobody a verdict. */
const MAX_BELOW = 4 * 1024 * 1024;
/** Many times what a forge lets a repository have. */
const MAX_LISTING = 256 * 1024 * 1024;

/** One look at a remote: what its HEAD names, some refs by name, and those below a prefix. @throws as listRemote */
export const listOrigin = async (
  { git, dir, address }: Transfer,
  { refs, prefix }: OriginQuestion,
  timeoutMs: number,
): Promise<OriginListing> => {
  const patterns = ['HEAD', ...refs, ...(prefix === '' ? [] : [`${prefix}*`])];
  const args = ['ls-remote', '--symref', '--quiet', '--end-of-options', address, ...patterns];
  try {
    const { stdout } = await git.run(args, { cwd: dir, timeoutMs, limit: MAX_LISTING });
    return readListing(stdout.toString('utf8'), { refs, prefix });
  } catch (error) {
    throw toRemoteError(error);
  }
};

const readListing = (text: string, { refs, prefix }: OriginQuestion): OriginListing => {
  const asked = new Set(refs);
  const found = new Map<string, string>();
  let default_branch: string | null = null;
  let below = 0;
  for (const line of text.split('\n')) {
    const target = /^ref: (refs\/\S+)\tHEAD$/.exec(line)?.[1];
    if (target !== undefined) default_branch = target;
    const [, id, ref] = /^([0-9a-f]{40}|[0-9a-f]{64})\t(\S+)$/.exec(line) ?? [];
    if (id === undefined || ref === undefined || ref.endsWith('^{}')) continue;
    const isBelow = prefix !== '' && ref.startsWith(prefix);
    if (isBelow) below += line.length + 1;
    if (asked.has(ref) || (isBelow && below <= MAX_BELOW)) found.set(ref, id);
  }
  return { refs: found, default_branch, cut: below > MAX_BELOW };
};
