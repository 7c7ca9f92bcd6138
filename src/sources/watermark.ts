import { type BigIntStats, readSync, statSync } from 'node:fs';
import { createHash } from '../domain/create-hash.ts';

/**
 * How far a file was read, and what shows later that those bytes are still the same. A plain value, to be kept anywhere.
 *
 * What each part notices: `identity` another file under the name (rotated, replaced by a copy); `size` and `changed` any
 * write to it, so that an unchanged file costs one stat; the hashes what such a write did. A file that kept its size or
 * became smaller is hashed up to `offset`. One that grew is hashed at its edges alone (the first block, and the last
 * whole block with what follows it: at most 192 KiB), so that growth costs what is new.
 *
 * What fools it: a writer that, between two looks, changes bytes between those edges in place and makes the same file
 * longer too; no agent does, and `verify` finds it. And a file system whose clock is behind ours by more than its own
 * precision, for a write right after a look.
 */
export interface Watermark {
  /** Device and inode; '' where the system has none: the content decides alone. */
  readonly identity: string;
  /** Bytes that were read and are vouched for: up to the end of the last whole line. */
  readonly offset: number;
  /** Of the file when it was looked at. */
  readonly size: number;
  /** Times of the last write and of the last change of anything, in nanoseconds. */
  readonly changed: string;
  /** It was looked at so soon after a change that another one could have the same time: it says nothing yet. */
  readonly fresh: boolean;
  /** sha256 of the first block, or of all bytes if they are fewer. */
  readonly first: string;
  readonly chain: Chain;
}

/** Hash of the blocks one after another: each over the hash before it and its bytes. */
export interface Chain {
  /** Over all whole blocks but the last, and over all of them; '' for none. */
  readonly before: string;
  readonly through: string;
  /** sha256 of the bytes after the last whole block. */
  readonly rest: string;
}

/** Bytes of a block. */
export const BLOCK = 64 * 1024;
/** Milliseconds within which two writes may get one time: a tick of Linux's clock is at most 10. */
const TICK = 20;

/** `grown`: there may be something new from `offset` on. `rewritten`: nothing that was read holds. */
export type Change = 'unchanged' | 'grown' | 'rewritten';

export interface Looked {
  readonly handle: number;
  readonly stat: BigIntStats;
  /** Milliseconds since the epoch, taken before the stat. */
  readonly now: number;
}

/** What became of an open file since the mark was made. `verify`: all bytes up to `offset` are hashed. */
export const compareWatermark = (looked: Looked, mark: Watermark, verify = false): Change => {
  const { identity, size, changed } = stampOf(looked);
  if (identity !== mark.identity || size < mark.offset) return 'rewritten';
  if (size === mark.size && changed === mark.changed && !mark.fresh && !verify) return 'unchanged';
  const holds = verify || size <= mark.size ? isWhole(looked.handle, mark) : areEdges(looked.handle, mark);
  if (!holds) return 'rewritten';
  return size === mark.offset ? 'unchanged' : 'grown';
};

/** The mark of a file of which nothing was read. */
export const startOf = (looked: Looked): Watermark => ({
  ...stampOf(looked),
  offset: 0,
  first: hashOf(),
  chain: { before: '', through: '', rest: hashOf() },
});

/** What a stat tells, for a mark that is kept. */
export const stampOf = ({
  stat,
  now,
}: Omit<Looked, 'handle'>): Pick<Watermark, 'identity' | 'size' | 'changed' | 'fresh'> => ({
  identity: stat.ino === 0n ? '' : `${stat.dev}:${stat.ino}`,
  size: Number(stat.size),
  changed: `${stat.mtimeNs}:${stat.ctimeNs}`,
  fresh: now - Number(stat.ctimeMs) < TICK,
});

/** A stamp alone, as text; '' for what is not there, undefined when it is fresh. */
export const stampPath = (path: string, now: number): string | undefined => {
  try {
    const { fresh, ...stamp } = stampOf({ stat: statSync(path, { bigint: true }), now });
    return fresh ? undefined : JSON.stringify(stamp);
  } catch {
    return ''; // missing or not allowed
  }
};

/** Moves a mark forward over bytes as they are read. */
export interface Advance {
  add(bytes: Uint8Array): void;
  /** The mark after them. */
  mark(): Watermark;
}

/** @param from a mark that was found to hold: the bytes of its last, unfinished block are read again */
export const advance = (handle: number, from: Watermark): Advance => {
  let { before, through } = from.chain;
  let { first, offset } = from;
  const block = Buffer.allocUnsafe(BLOCK);
  let filled = readAt(handle, block.subarray(0, from.offset % BLOCK), from.offset - (from.offset % BLOCK));
  const add = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length;) {
      const taken = Math.min(BLOCK - filled, bytes.length - at);
      block.set(bytes.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      offset += taken;
      if (offset <= BLOCK) first = hashOf(block.subarray(0, filled));
      if (filled < BLOCK) continue;
      [before, through] = [through, hashOf(through, block)];
      filled = 0;
    }
  };
  return {
    add,
    mark: () => ({ ...from, offset, first, chain: { before, through, rest: hashOf(block.subarray(0, filled)) } }),
  };
};

const areEdges = (handle: number, { offset, first, chain }: Watermark): boolean => {
  const block = Buffer.allocUnsafe(BLOCK);
  const rest = offset % BLOCK;
  const read = (from: number, length: number): Buffer =>
    block.subarray(0, readAt(handle, block.subarray(0, length), from));
  return (
    hashOf(read(0, Math.min(BLOCK, offset))) === first &&
    hashOf(read(offset - rest, rest)) === chain.rest &&
    (offset < BLOCK || hashOf(chain.before, read(offset - rest - BLOCK, BLOCK)) === chain.through)
  );
};

const isWhole = (handle: number, { offset, chain }: Watermark): boolean => {
  const block = Buffer.allocUnsafe(BLOCK);
  let through = '';
  for (let at = 0; at < offset; at += BLOCK) {
    const length = Math.min(BLOCK, offset - at);
    const bytes = block.subarray(0, readAt(handle, block.subarray(0, length), at));
    if (length < BLOCK) return through === chain.through && hashOf(bytes) === chain.rest;
    through = hashOf(through, bytes);
  }
  return through === chain.through;
};

/** Fills the target from a place in the file, as far as the file goes; the number of bytes. */
export const readAt = (handle: number, target: Uint8Array, from: number): number => {
  let filled = 0;
  while (filled < target.length) {
    const count = readSync(handle, target, filled, target.length - filled, from + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
};

const hashOf = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
