/** Bounds on what is read of a log, so that no log, however made, needs more than a fixed amount of memory. */
export const LIMITS = {
  /** Bytes of one JSONL line; a longer one is passed over as broken. */
  line: 32 * 1024 * 1024,
  /** Bytes of a log that can only be read whole, and of the output of a compressed one. */
  document: 256 * 1024 * 1024,
  /** Levels of nesting in a JSON value. */
  depth: 512,
} as const;
