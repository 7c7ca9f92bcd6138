import type { Transfer } from './open-transfer.ts';
import { refIn, remoteLines } from './list-remote.ts';

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

/** One look at a remote: what its HEAD names, some refs by name, and those below a prefix. @throws as listRemote */
export const listOrigin = async (
  transfer: Transfer,
  { refs, prefix }: OriginQuestion,
  timeoutMs: number,
): Promise<OriginListing> => {
  const patterns = ['HEAD', ...refs, ...(prefix === '' ? [] : [`${prefix}*`])];
  const lines = await remoteLines(transfer, { how: '--symref', patterns }, { cwd: transfer.dir, timeoutMs });
  return readListing(lines, { refs, prefix });
};

const readListing = (lines: readonly string[], { refs, prefix }: OriginQuestion): OriginListing => {
  const asked = new Set(refs);
  const listed = new Map<string, string>();
  let default_branch: string | null = null;
  let below = 0;
  for (const line of lines) {
    const target = /^ref: (refs\/\S+)\tHEAD$/.exec(line)?.[1];
    if (target !== undefined) default_branch = target;
    const found = refIn(line);
    if (found === undefined) continue;
    const { ref, id } = found;
    const isBelow = prefix !== '' && ref.startsWith(prefix);
    if (isBelow) below += line.length + 1;
    if (asked.has(ref) || (isBelow && below <= MAX_BELOW)) listed.set(ref, id);
  }
  return { refs: listed, default_branch, cut: below > MAX_BELOW };
};
