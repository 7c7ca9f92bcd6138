import type { FileState } from './path-state.ts';

export interface FilePair {
  readonly from: FileState;
  readonly to: FileState;
}

/** Lines of one file that stand for lines of another. Places are counted from 0: how many lines stand before. */
export interface LineHunk {
  readonly from: number;
  readonly removed: number;
  readonly to: number;
  readonly added: number;
  /** What the removed lines say, and what the added ones do: a byte is a character. */
  readonly gone: readonly string[];
  readonly put: readonly string[];
}
