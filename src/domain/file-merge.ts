import type { FileState } from './path-state.ts';

/** A merge of one file: what led from `before` to `theirs`, done to what `ours` made of it. */
export interface FileMerge {
  readonly before: FileState;
  readonly ours: FileState;
  readonly theirs: FileState;
}
