import { JSON_BOUNDS } from '../domain/json-bounds.ts';

/** Bounds on what is read of a log, so that no log, however made, needs more than a fixed amount of memory. */
export const LIMITS = {
  /** Bytes of one JSONL line; a longer one is passed over as broken. */
  line: 32 * 1024 * 1024,
  /** Bytes of a log that is one document. */
  document: 256 * 1024 * 1024,
  /** Of these, bytes up to which it is parsed as a whole: some seven times that in memory. */
  whole: 4 * 1024 * 1024,
  /** Bytes up to which a document's own are held while its lists are read: an agent may write it anew meanwhile. Two may be read side by side. */
  held: 16 * 1024 * 1024,
  /** Bytes that a `.zst` log may unpack to; more would be a bomb rather than a session. */
  zstd: 512 * 1024 * 1024,
  /** The same of a `.gz` log, which is unpacked in one go. No agent writes any. */
  gzip: 64 * 1024 * 1024,
  ...JSON_BOUNDS,
} as const;
