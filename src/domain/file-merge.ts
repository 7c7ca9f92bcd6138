import type { FileState } from './path-state.ts';

/** A merge of one file: what led from `before` to `theirs`, done to what `ours` made of it. */
export interface FileMerge {
  /** Where it lies, for what the target branch says of merging it; absent: it is merged line by line. */
  readonly path?: string;
  readonly before: FileState;
  readonly ours: FileState;
  readonly theirs: FileState;
}
