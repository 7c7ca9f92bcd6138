/** What a path is in a tree: its file mode and object id; null where there is none. Never the id alone: a mode is a change too. */
export interface FileState {
  /** Six octal digits: 100644, 100755, 120000 (link), 160000 (submodule). */
  readonly mode: string;
  readonly oid: string;
}

export type PathState = FileState | null;

/** One step of a path between two states. */
export interface StateChange {
  readonly before: PathState;
  readonly after: PathState;
}

/** Equal texts are equal states: a key for maps. */
export const stateText = (state: PathState): string => (state === null ? 'absent' : `${state.mode} ${state.oid}`);

export const sameState = (a: PathState, b: PathState): boolean =>
  a === null || b === null ? a === b : a.oid === b.oid && a.mode === b.mode;
